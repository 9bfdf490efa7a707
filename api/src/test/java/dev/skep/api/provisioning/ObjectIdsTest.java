package dev.skep.api.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ids of objects (spec rule D-1). */
class ObjectIdsTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "pin", "a.b-c_d", "9--", "abcdefghijklmnopqrstuvwxyz012345"})
  void takesLowerCaseLettersDigitsAndSomeSigns(String id) {
    assertThat(ObjectIds.isValid(id)).isTrue();
    assertThat(ObjectIds.check(id)).isSameAs(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A",
        "pIn",
        ".a",
        "-a",
        "_a",
        "a b",
        " a",
        "a\n",
        "a\0",
        "a/b",
        "a\\b",
        "..",
        "ä",
        "a\u0301",
        "\u0661",
        "\uff41",
        "abcdefghijklmnopqrstuvwxyz0123456",
      })
  void refusesEverythingElse(String id) {
    assertThat(ObjectIds.isValid(id)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> ObjectIds.check(id));
  }

  @Test
  void theFirstCharacterIsALetterOrDigitAndNoOtherByteOccurs() {
    for (char character = 0; character < 0x250; character++) {
      boolean first = character >= 'a' && character <= 'z' || character >= '0' && character <= '9';
      boolean later = first || character == '.' || character == '-' || character == '_';
      assertThat(ObjectIds.isValid(String.valueOf(character))).isEqualTo(first);
      assertThat(ObjectIds.isValid("a" + character)).isEqualTo(later);
    }
  }
}

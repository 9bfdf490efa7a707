package dev.skep.api.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts for people (spec rule D-2). */
class LabelsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Anmeldung & Unterschrift",
        "a\u0301",
        "\u05e9\u05dc\u05d5\u05dd",
        "\u754c",
        "\ud83d\udd11",
        "\ue000",
      })
  void takesWhatCanBeSeen(String label) {
    assertThat(Labels.isValid(label)).isTrue();
    assertThat(Labels.check(label)).isSameAs(label);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u0000",
        "\n",
        "\t",
        "\u001b[2J",
        "\u007f",
        "\u0085",
        "\u00ad",
        "a\u200bb",
        "\u200e",
        "\u202e",
        "\u2066",
        "\u2028",
        "\u2029",
        "\ufeff",
        "\uffff",
        "\udb40\udc41",
        "\ud83d",
        "\udd11\ud83d",
      })
  void refusesWhatCannotBeSeen(String label) {
    assertThat(Labels.isValid(label)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> Labels.check(label));
  }

  @Test
  void countsBytesOfUtf8() {
    assertThat(Labels.isValid("a".repeat(128))).isTrue();
    assertThat(Labels.isValid("a".repeat(129))).isFalse();
    assertThat(Labels.isValid("ä".repeat(64))).isTrue();
    assertThat(Labels.isValid("ä".repeat(65))).isFalse();
    assertThat(Labels.isValid("\u754c".repeat(42) + "ab")).isTrue();
    assertThat(Labels.isValid("\ud83d\udd11".repeat(32))).isTrue();
    assertThat(Labels.isValid("\ud83d\udd11".repeat(32) + "a")).isFalse();
  }

  @Test
  void theMessageDoesNotShowTheText() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Labels.check("canary\u0007"))
        .satisfies(e -> assertThat(e).message().doesNotContain("canary"));
  }
}

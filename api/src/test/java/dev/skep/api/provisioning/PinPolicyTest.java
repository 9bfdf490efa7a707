package dev.skep.api.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skep.api.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The policy of a PIN or PUK (spec rule D-3). */
class PinPolicyTest {
  @ParameterizedTest
  @CsvSource({"4, 4, 1", "4, 64, 15", "64, 64, 3", "6, 8, 3"})
  void takesTheRangesOfTheSpecification(int minimum, int maximum, int tries) {
    assertThatCode(() -> new PinPolicy(PinFormat.NUMERIC, minimum, maximum, tries))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "3, 8, 3",
    "0, 8, 3",
    "-1, 8, 3",
    "4, 65, 3",
    "65, 65, 3",
    "9, 8, 3",
    "4, 3, 3",
    "4, 8, 0",
    "4, 8, -1",
    "4, 8, 16"
  })
  void refusesOtherRanges(int minimum, int maximum, int tries) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PinPolicy(PinFormat.NUMERIC, minimum, maximum, tries));
  }

  @Test
  void allowsValuesOfTheLengthAndFormat() {
    PinPolicy policy = new PinPolicy(PinFormat.NUMERIC, 4, 6, 3);
    for (String good : new String[] {"0000", "12345", "999999"}) {
      assertThat(allows(policy, good)).as(good).isTrue();
    }
    for (String bad : new String[] {"", "123", "1234567", "123a", "a234", "12 4", "12\u06604"}) {
      assertThat(allows(policy, bad)).as(bad).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneWrongCharacterAnywhereIsRefused(PinFormat format) {
    PinPolicy policy = new PinPolicy(format, 4, 64, 3);
    for (int place = 0; place < 64; place++) {
      byte[] value = new byte[64];
      Arrays.fill(value, (byte) '7');
      value[place] = (byte) 0x80;
      try (SecretBytes secret = SecretBytes.adopt(value)) {
        assertThat(policy.allows(secret)).isFalse();
      }
    }
  }

  @Test
  void eachFormatAllowsItsCharactersAndNoOtherByte() {
    for (int value = 0; value < 256; value++) {
      char character = (char) value;
      boolean digit = "0123456789".indexOf(character) >= 0;
      boolean letter = "abcdefghijklmnopqrstuvwxyz".indexOf(character | 0x20) >= 0 && value > 0x40;
      byte one = (byte) value;
      assertThat(PinFormat.NUMERIC.allows(one)).as("%02x", value).isEqualTo(digit);
      assertThat(PinFormat.ALPHANUMERIC.allows(one)).as("%02x", value).isEqualTo(digit || letter);
      assertThat(PinFormat.PRINTABLE.allows(one))
          .as("%02x", value)
          .isEqualTo(value >= 0x21 && value <= 0x7e);
    }
  }

  @Test
  void formatsHaveTheNumbersAndNamesOfTheSpecification() {
    assertThat(PinFormat.values()).extracting(PinFormat::code).containsExactly(1, 2, 3);
    assertThat(PinFormat.values())
        .extracting(PinFormat::text)
        .containsExactly("numeric", "alphanumeric", "printable");
  }

  private static boolean allows(PinPolicy policy, String text) {
    try (SecretBytes value = SecretBytes.adopt(text.getBytes(StandardCharsets.UTF_8))) {
      return policy.allows(value);
    }
  }
}

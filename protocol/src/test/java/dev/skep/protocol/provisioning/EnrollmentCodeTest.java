package dev.skep.protocol.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of enrolment codes (spec rule N-1). */
class EnrollmentCodeTest {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int CODES = 16_000;

  @Test
  void aRandomCodeHasTwentyCharactersOfTheAlphabetAndReadsAsItself() {
    for (int i = 0; i < 100; i++) {
      try (SecretBytes code = EnrollmentCode.random(new SecureRandom())) {
        String text = text(code);
        assertThat(text).matches("[" + ALPHABET + "]{20}");
        assertThat(normalized(text)).contains(text);
        assertThat(EnrollmentCode.id(code)).isEqualTo(text.substring(0, 5));
      }
    }
  }

  /** A true count misses its bounds, six standard deviations, once in 10^6 runs of this test. */
  @Test
  void everyCharacterIsAboutAsFrequentAtEveryPlace() {
    int[][] counts = new int[EnrollmentCode.LENGTH][128];
    Set<String> codes = new HashSet<>();
    SecureRandom random = new SecureRandom();
    for (int i = 0; i < CODES; i++) {
      try (SecretBytes code = EnrollmentCode.random(random)) {
        String text = text(code);
        codes.add(text);
        for (int place = 0; place < text.length(); place++) {
          counts[place][text.charAt(place)]++;
        }
      }
    }
    assertThat(codes).hasSize(CODES);
    for (int[] place : counts) {
      for (char character : ALPHABET.toCharArray()) {
        assertThat(place[character]).as("%s", character).isBetween(368, 632);
      }
    }
  }

  @Test
  void lookAlikesAreTakenForWhatTheyStandFor() {
    assertThat(normalized("iIlLoO" + "0".repeat(14))).contains("111100" + "0".repeat(14));
    assertThat(normalized("abcdefghjkmnpqrstvwx")).contains("ABCDEFGHJKMNPQRSTVWX");
    assertThat(normalized("yz" + "0".repeat(18))).contains("YZ" + "0".repeat(18));
  }

  @Test
  void everyOtherByteIsRefused() {
    String read = ALPHABET + ALPHABET.toLowerCase(Locale.ROOT) + "iIlLoO- ";
    for (int value = 0; value < 256; value++) {
      byte[] typed = Arrays.copyOf(new byte[] {(byte) value}, 21);
      Arrays.fill(typed, 1, 21, (byte) '7');
      byte[] nineteen = Arrays.copyOf(typed, 20);
      boolean skipped = value == '-' || value == ' ';
      boolean digit = read.indexOf(value) >= 0 && !skipped;
      assertThat(normalized(typed).isPresent()).as("%02x", value).isEqualTo(skipped);
      assertThat(normalized(nineteen).isPresent()).as("%02x", value).isEqualTo(digit);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "7777777777777777777",
        "777777777777777777777",
        "7777777777777777777U",
        "7777777777777777777\u0661",
        "7777777777777777777\u0417",
      })
  void refusesWhatIsNoCode(String typed) {
    assertThat(normalized(typed)).isEmpty();
  }

  @Test
  void dashesAndBlanksAreLeftOutWhereverTheyAre() {
    assertThat(normalized("  --77777 77777--77777-77777 - ")).contains("7".repeat(20));
    assertThat(normalized("-".repeat(60_000) + "7".repeat(20))).contains("7".repeat(20));
  }

  @Test
  void isShownInFourGroupsThatReadAsTheSameCode() {
    try (SecretBytes code = secret("0123456789ABCDEFGHJK");
        SecretBytes shown = EnrollmentCode.shown(code)) {
      assertThat(text(shown)).isEqualTo("01234-56789-ABCDE-FGHJK");
      assertThat(normalized(text(shown))).contains("0123456789ABCDEFGHJK");
    }
  }

  @Test
  void refusesToShowWhatIsShownAlready() {
    try (SecretBytes shown = secret("01234-56789-ABCDE-FGHJK")) {
      assertThatIllegalArgumentException().isThrownBy(() -> EnrollmentCode.shown(shown));
    }
  }

  @Test
  void noSecretPartIsEverAString() {
    for (Method method : EnrollmentCode.class.getMethods()) {
      if (method.getDeclaringClass() == Object.class) {
        continue;
      }
      assertThat(method.getParameterTypes())
          .as(method.getName())
          .doesNotContain(String.class, CharSequence.class, char[].class);
      if (method.getReturnType() == String.class) {
        assertThat(method.getName()).isEqualTo("id");
      }
    }
  }

  private static Optional<String> normalized(String typed) {
    return normalized(typed.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> normalized(byte[] typed) {
    try (SecretBytes secret = SecretBytes.copyOf(typed)) {
      Optional<SecretBytes> code = EnrollmentCode.normalize(secret);
      Optional<String> text = code.map(EnrollmentCodeTest::text);
      code.ifPresent(SecretBytes::close);
      assertThat(secret.copy()).isEqualTo(typed);
      return text;
    }
  }

  private static SecretBytes secret(String text) {
    return SecretBytes.adopt(Bytes.utf8(text).toArray());
  }

  private static String text(SecretBytes code) {
    return code.use(bytes -> new String(bytes, StandardCharsets.US_ASCII));
  }
}

package dev.skep.provider.symmetric.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.KeyDerivation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyDerivationTest {
  private static final Bytes CONTEXT = Bytes.hex("c0".repeat(32));

  static List<KeyDerivation> all(Engine engine) {
    return List.of(
        new HkdfSha256(engine.withCmac()),
        new HkdfSha384(engine.withCmac()),
        new KbkdfHmacSha256(engine.withCmac()),
        new KbkdfCmacAes256(engine.withCmac()));
  }

  static Stream<KeyDerivation> kdfs() {
    return Stream.of(Engine.values()).flatMap(engine -> all(engine).stream());
  }

  @Test
  void namesAndTranscriptHashesAreThoseOfTheSpecification() {
    assertThat(all(Engine.JDK))
        .extracting(KeyDerivation::name, KeyDerivation::transcriptHash)
        .map(tuple -> tuple.toList().toString())
        .containsExactly(
            "[HKDF-SHA256, SHA-256]",
            "[HKDF-SHA384, SHA-384]",
            "[KBKDF-HMAC-SHA256, SHA-256]",
            "[KBKDF-CMAC-AES256, SHA-256]");
  }

  @Test
  void bothEnginesDeriveTheSameKeyForEveryKeyLength() {
    for (int i = 0; i < 4; i++) {
      for (int keyBytes : List.of(16, 31, 32, 33, 48, 64, 200)) {
        Bytes key = Bytes.hex("5a".repeat(keyBytes));
        assertThat(derive(all(Engine.JDK).get(i), key, "label", CONTEXT, 255))
            .isEqualTo(derive(all(Engine.BC).get(i), key, "label", CONTEXT, 255));
      }
    }
  }

  /**
   * HKDF takes label and context into different HMAC calls; KBKDF ends the label with a zero byte.
   * That settles these two inputs only: that the context itself is one string for one tuple is the
   * work of the length prefixes in the transcript, which these functions never see.
   */
  @ParameterizedTest
  @MethodSource("kdfs")
  @DisplayName("attack 54: (\"ab\", \"c\") and (\"a\", \"bc\") give different keys")
  void movingTheBorderOfLabelAndContextGivesAnotherKey(KeyDerivation kdf) {
    Bytes key = Bytes.hex("01".repeat(32));
    assertThat(derive(kdf, key, "ab", Bytes.utf8("c"), 32))
        .isNotEqualTo(derive(kdf, key, "a", Bytes.utf8("bc"), 32));
    assertThat(derive(kdf, key, "", Bytes.utf8("abc"), 32))
        .isNotEqualTo(derive(kdf, key, "abc", Bytes.EMPTY, 32));
  }

  @ParameterizedTest
  @MethodSource("kdfs")
  @DisplayName("attack 54: a label cannot reach over the separator that ends it")
  void refusesLabelsThatAreNotPrintableAscii(KeyDerivation kdf) {
    Bytes key = Bytes.hex("01".repeat(32));
    assertThat(derive(kdf, key, " ~", CONTEXT, 32).length()).isEqualTo(32);
    for (String label : List.of("a\0b", "a\n", "\u007f", "é", "\ud83d\ude00")) {
      assertThatIllegalArgumentException().isThrownBy(() -> derive(kdf, key, label, CONTEXT, 32));
    }
    // What the rule prevents: two pairs with one fixed data.
    assertThat(CounterModeKdf.fixedData(new byte[] {'a', 0, 'b'}, Bytes.utf8("c"), 32))
        .isEqualTo(CounterModeKdf.fixedData(new byte[] {'a'}, Bytes.utf8("b\0c"), 32));
  }

  /** HMAC pads a short key with zeros, so these salts are one to HKDF; a hash has one length. */
  @Test
  @DisplayName(
      "attack 54: contexts that differ in trailing zeros are one to HKDF, but not to KBKDF")
  void trailingZerosOfTheContextCountInKbkdfOnly() {
    Bytes key = Bytes.hex("01".repeat(32));
    Bytes padded = Bytes.utf8("c\0");
    for (KeyDerivation kdf : all(Engine.JDK)) {
      boolean same =
          derive(kdf, key, "a", Bytes.utf8("c"), 32).equals(derive(kdf, key, "a", padded, 32));
      assertThat(same).as(kdf.name()).isEqualTo(kdf.name().startsWith("HKDF"));
    }
  }

  @Test
  @DisplayName("attack 54: KBKDF binds the output's length, HKDF does not")
  void aShorterKeyIsAPrefixInHkdfOnly() {
    Bytes key = Bytes.hex("01".repeat(32));
    for (KeyDerivation kdf : all(Engine.JDK)) {
      boolean prefix =
          derive(kdf, key, "a", CONTEXT, 64)
              .slice(0, 32)
              .equals(derive(kdf, key, "a", CONTEXT, 32));
      assertThat(prefix).as(kdf.name()).isEqualTo(kdf.name().startsWith("HKDF"));
    }
  }

  private static Bytes derive(
      KeyDerivation kdf, Bytes key, String label, Bytes context, int lengthBytes) {
    try (SecretBytes secret = SecretBytes.adopt(key.toArray());
        SecretBytes derived = kdf.derive(secret, label, context, lengthBytes)) {
      return Bytes.of(derived.copy());
    }
  }
}

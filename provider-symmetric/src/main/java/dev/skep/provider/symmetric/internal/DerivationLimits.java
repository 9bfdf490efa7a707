package dev.skep.provider.symmetric.internal;

import dev.skep.api.SecretBytes;
import java.nio.charset.StandardCharsets;

/** The ranges of {@link dev.skep.api.algorithm.KeyDerivation}'s arguments. */
final class DerivationLimits {
  private static final int MINIMUM_KEY_BYTES = 16;
  private static final int MAXIMUM_OUTPUT_BYTES = 255;

  private DerivationLimits() {}

  /**
   * Checks the lengths.
   *
   * @throws IllegalArgumentException if K is shorter than 16 bytes, or the output is not 1 to 255
   */
  static void check(SecretBytes key, int lengthBytes) {
    checkKey(key);
    checkLength(lengthBytes);
  }

  /**
   * Checks the length of K.
   *
   * @throws IllegalArgumentException if it is shorter than 16 bytes
   */
  static void checkKey(SecretBytes key) {
    if (key.length() < MINIMUM_KEY_BYTES) {
      throw new IllegalArgumentException(
          "a key to derive from has at least 16 bytes, not " + key.length());
    }
  }

  /**
   * Checks the length of a derived key.
   *
   * @throws IllegalArgumentException if it is not 1 to 255
   */
  static void checkLength(int lengthBytes) {
    if (lengthBytes < 1 || lengthBytes > MAXIMUM_OUTPUT_BYTES) {
      throw new IllegalArgumentException("a derived key has 1 to 255 bytes, not " + lengthBytes);
    }
  }

  /**
   * The label's bytes. Only printable ASCII: a zero byte would let a label reach over the separator
   * that ends it in KBKDF's input.
   *
   * @throws IllegalArgumentException if a character is outside 0x20 to 0x7e
   */
  static byte[] encode(String label) {
    for (int i = 0; i < label.length(); i++) {
      if (label.charAt(i) < 0x20 || label.charAt(i) >= 0x7f) {
        throw new IllegalArgumentException("a label is printable ASCII");
      }
    }
    return label.getBytes(StandardCharsets.US_ASCII);
  }
}

package dev.skep.client.internal.shell;

import dev.skep.api.Bytes;
import java.math.BigInteger;

/** An ECDSA signature as most tools read it: Ecdsa-Sig-Value in DER (RFC 3279 section 2.2.3). */
final class EcdsaDer {
  private static final int INTEGER = 0x02;
  private static final int SEQUENCE = 0x30;
  private static final int LONG_FORM = 0x80;

  private EcdsaDer() {}

  /** Whether a scheme's signatures are r ‖ s (RFC 7518 section 3.4). */
  static boolean isEcdsa(String algorithm) {
    return algorithm.matches("ES(256|384|512)");
  }

  /**
   * Converts a signature.
   *
   * @param joined r ‖ s, both of the same length
   * @throws IllegalArgumentException if the length is odd, or over 254 bytes
   */
  static Bytes encode(Bytes joined) {
    int half = joined.length() / 2;
    if (joined.length() != 2 * half || half == 0 || half > 127) {
      throw new IllegalArgumentException("r and s have the same length, up to 127 bytes");
    }
    return element(
        SEQUENCE, Bytes.concat(integer(joined.slice(0, half)), integer(joined.slice(half, half))));
  }

  private static Bytes integer(Bytes unsigned) {
    return element(INTEGER, Bytes.of(new BigInteger(1, unsigned.toArray()).toByteArray()));
  }

  private static Bytes element(int tag, Bytes content) {
    int length = content.length();
    byte[] head =
        length < LONG_FORM
            ? new byte[] {(byte) tag, (byte) length}
            : length < 256
                ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
    return Bytes.concat(Bytes.of(head), content);
  }
}

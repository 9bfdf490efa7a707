package dev.skep.server.core.internal.keys;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * A key of the ring, as it is kept.
 *
 * @param transport the transport's name, or another purpose
 * @param created when it was made
 * @param subjectPublicKeyInfo the public half, SPKI in DER
 * @param pkcs8 the private half, PrivateKeyInfo in DER; whoever has the record closes it
 */
record StoredKey(String transport, Instant created, Bytes subjectPublicKeyInfo, SecretBytes pkcs8) {
  private static final int KEY_ID_BYTES = 8;

  /** The first 8 bytes of SHA-256 over the SPKI, in hexadecimal. */
  String keyId() {
    byte[] digest = sha256().digest(subjectPublicKeyInfo.toArray());
    return Bytes.of(digest, 0, KEY_ID_BYTES).toHex();
  }

  /**
   * The id of the one key that a purpose has for good, wherever it is made: whoever enters it first
   * has made it.
   */
  static String electedId(String purpose) {
    byte[] text = ("SKEP/1 elected key of " + purpose).getBytes(StandardCharsets.US_ASCII);
    return Bytes.of(sha256().digest(text), 0, KEY_ID_BYTES).toHex();
  }

  /**
   * The key itself, without the identifier of the algorithm that it is declared for: the content of
   * subjectPublicKey (RFC 5280 4.1.2.7).
   *
   * @throws IllegalArgumentException if it is not SPKI in DER
   */
  Bytes publicKeyBits() {
    byte[] spki = subjectPublicKeyInfo.toArray();
    try {
      int algorithm = contentStart(spki, 0);
      int algorithmContent = contentStart(spki, algorithm);
      int bits = algorithmContent + length(spki, algorithm);
      return Bytes.of(spki, bits, spki.length - bits);
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      throw new IllegalArgumentException("no SPKI in DER", e);
    }
  }

  private static int contentStart(byte[] der, int element) {
    int first = der[element + 1] & 0xff;
    return element + 2 + (first < 0x80 ? 0 : first & 0x7f);
  }

  private static int length(byte[] der, int element) {
    int first = der[element + 1] & 0xff;
    if (first < 0x80) {
      return first;
    }
    Bytes octets = Bytes.of(der, element + 2, first & 0x7f);
    return new BigInteger(1, octets.toArray()).intValueExact();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}

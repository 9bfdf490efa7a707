package dev.skep.provider.ecdh.internal;

import dev.skep.api.der.DerReader;
import dev.skep.api.der.MalformedDerException;
import java.math.BigInteger;
import java.security.spec.NamedParameterSpec;
import java.util.HexFormat;

/** What keys over the field of 2^255 - 19 have in common, encoded as in RFC 8410. */
abstract class Curve25519 extends CurveKeys {
  /** The length of each key, in bytes. */
  static final int BYTES = 32;

  /** The field's prime. */
  static final BigInteger PRIME = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

  /**
   * Keys of one curve.
   *
   * @param name the JCA name and the curve's
   * @param generation the curve, for the key pair generator
   * @param identifier the last byte of the object identifier, as two hexadecimal digits
   */
  Curve25519(String name, NamedParameterSpec generation, String identifier) {
    super(name, generation, encoding(name, "06032b65" + identifier));
  }

  private static Encoding encoding(String name, String objectIdentifier) {
    return new Encoding(
        name,
        255,
        hex("302a3005" + objectIdentifier + "032100"),
        BYTES,
        hex(objectIdentifier),
        hex("302e0201003005" + objectIdentifier + "04220420"),
        BYTES);
  }

  /** Reads a CurvePrivateKey (RFC 8410 section 7). */
  @Override
  final byte[] secretIn(DerReader privateKey) throws MalformedDerException {
    byte[] secret = privateKey.value(DerReader.OCTET_STRING);
    privateKey.end();
    return secret;
  }

  /** Accepts every value: RFC 7748 clamps it, RFC 8032 hashes it. */
  @Override
  final void checkSecret(byte[] secret) {}

  /** Whether a little-endian number, its top bit left out, is below 2^255 - 19. */
  static boolean isReduced(byte[] littleEndian) {
    if ((littleEndian[31] & 0x7f) != 0x7f || (littleEndian[0] & 0xff) < 0xed) {
      return true;
    }
    for (int i = 1; i < 31; i++) {
      if (littleEndian[i] != (byte) 0xff) {
        return true;
      }
    }
    return false;
  }

  /** The bytes of hexadecimal digits. */
  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}

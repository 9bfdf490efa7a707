package dev.skep.provider.rsa.internal;

import dev.skep.api.Bytes;
import java.math.BigInteger;

/** Writes DER, right or as wrong as a test wants it. */
final class TestDer {
  static final Bytes RSA_ENCRYPTION = Bytes.hex("300d06092a864886f70d0101010500");

  private TestDer() {}

  static Bytes element(int tag, Bytes... content) {
    Bytes joined = Bytes.concat(content);
    return Bytes.concat(Bytes.of(new byte[] {(byte) tag}), length(joined.length()), joined);
  }

  static Bytes integer(BigInteger value) {
    return element(0x02, Bytes.of(value.toByteArray()));
  }

  /** RSAPublicKey of RFC 8017. */
  static Bytes rsaPublicKey(BigInteger modulus, BigInteger exponent) {
    return element(0x30, integer(modulus), integer(exponent));
  }

  static Bytes spki(Bytes algorithm, Bytes key) {
    return element(0x30, algorithm, element(0x03, Bytes.hex("00"), key));
  }

  static Bytes spki(BigInteger modulus, BigInteger exponent) {
    return spki(RSA_ENCRYPTION, rsaPublicKey(modulus, exponent));
  }

  static Bytes pkcs8(Bytes algorithm, Bytes key) {
    return element(0x30, Bytes.hex("020100"), algorithm, element(0x04, key));
  }

  private static Bytes length(int length) {
    if (length < 0x80) {
      return Bytes.of(new byte[] {(byte) length});
    }
    if (length < 0x100) {
      return Bytes.of(new byte[] {(byte) 0x81, (byte) length});
    }
    return Bytes.of(new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length});
  }
}

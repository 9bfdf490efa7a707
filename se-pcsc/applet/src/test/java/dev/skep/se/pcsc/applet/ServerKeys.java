package dev.skep.se.pcsc.applet;

import dev.skep.api.Bytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;

/** Keys of servers, good ones and others, as SPKI in DER. */
final class ServerKeys {
  static final BigInteger F4 = BigInteger.valueOf(65537);
  static final BigInteger MODULUS = modulus(2048);

  private static final String RSA_ALGORITHM = "300d06092a864886f70d0101010500";

  private ServerKeys() {}

  static Bytes ec(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return encoded(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static BigInteger modulus(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return ((RSAPublicKey) generator.generateKeyPair().getPublic()).getModulus();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static Bytes rsa(BigInteger modulus, BigInteger exponent) {
    return rsa(integer(modulus), integer(exponent));
  }

  /** An RSA key of two elements that are integers, or not. */
  static Bytes rsa(Bytes modulus, Bytes exponent) {
    Bytes key = element(0x30, Bytes.concat(modulus, exponent));
    return element(
        0x30,
        Bytes.concat(Bytes.hex(RSA_ALGORITHM), element(0x03, Bytes.concat(Bytes.hex("00"), key))));
  }

  static Bytes integer(BigInteger value) {
    return element(0x02, Bytes.of(value.toByteArray()));
  }

  static Bytes element(int tag, Bytes content) {
    int length = content.length();
    String head =
        length < 0x80
            ? String.format("%02x%02x", tag, length)
            : length < 0x100
                ? String.format("%02x81%02x", tag, length)
                : String.format("%02x82%04x", tag, length);
    return Bytes.concat(Bytes.hex(head), content);
  }

  private static Bytes encoded(KeyPair pair) {
    return Bytes.of(pair.getPublic().getEncoded());
  }
}

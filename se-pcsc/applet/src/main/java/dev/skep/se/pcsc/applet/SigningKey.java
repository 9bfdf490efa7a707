package dev.skep.se.pcsc.applet;

import javacard.framework.Util;
import javacard.security.ECPrivateKey;
import javacard.security.ECPublicKey;
import javacard.security.KeyBuilder;
import javacard.security.KeyPair;
import javacard.security.RSAPrivateCrtKey;
import javacard.security.RSAPublicKey;

/**
 * A key pair that is made inside the card and never leaves it. Holds one of either kind at a time.
 */
final class SigningKey {
  /** Codes of the schemes. */
  static final byte ES256 = 1;

  static final byte RS256 = 2;
  static final byte RS256_DIAS = 3;

  /** The codes as a set. */
  static final byte ALL = 7;

  /** Bytes of an RSA modulus here. */
  static final short MODULUS = 256;

  private final KeyPair ec =
      new KeyPair(
          (ECPublicKey)
              KeyBuilder.buildKey(KeyBuilder.TYPE_EC_FP_PUBLIC, KeyBuilder.LENGTH_EC_FP_256, false),
          (ECPrivateKey)
              KeyBuilder.buildKey(
                  KeyBuilder.TYPE_EC_FP_PRIVATE, KeyBuilder.LENGTH_EC_FP_256, false));
  private final KeyPair rsa = new KeyPair(KeyPair.ALG_RSA_CRT, KeyBuilder.LENGTH_RSA_2048);

  private byte scheme;

  /** The name that a code stands for. */
  static byte[] name(byte scheme) {
    return scheme == ES256 ? Text.ES256 : scheme == RS256 ? Text.RS256 : Text.RS256_DIAS;
  }

  /** How long signatures by a scheme are. */
  static short signatureLength(byte scheme) {
    return scheme == ES256 ? EcdsaEncoding.SIZE : MODULUS;
  }

  /** Of the key that is here; 0 if there is none. */
  byte scheme() {
    return scheme;
  }

  /** Makes a key in place of the one that is here. */
  void generate(byte wanted) {
    clear();
    if (wanted == ES256) {
      P256.set((ECPublicKey) ec.getPublic());
      P256.set((ECPrivateKey) ec.getPrivate());
      ec.genKeyPair();
    } else {
      rsa.genKeyPair();
    }
    scheme = wanted;
  }

  void clear() {
    scheme = 0;
    if (ec.getPrivate().isInitialized()) {
      ec.getPrivate().clearKey();
    }
    if (rsa.getPrivate().isInitialized()) {
      rsa.getPrivate().clearKey();
    }
  }

  ECPrivateKey ecPrivate() {
    return (ECPrivateKey) ec.getPrivate();
  }

  ECPublicKey ecPublic() {
    return (ECPublicKey) ec.getPublic();
  }

  RSAPrivateCrtKey rsaPrivate() {
    return (RSAPrivateCrtKey) rsa.getPrivate();
  }

  RSAPublicKey rsaPublic() {
    return (RSAPublicKey) rsa.getPublic();
  }

  /** How long the SPKI is. */
  short spkiLength() {
    return scheme == ES256 ? Spki.EC_SIZE : (short) 294;
  }

  /** Writes the SPKI in DER; where it ends. */
  short writeSpki(byte[] out, short offset) {
    if (scheme == ES256) {
      short at = Spki.writeEcHead(out, offset);
      return (short) (at + ecPublic().getW(out, at));
    }
    short end = Spki.writeRsa2048(out, offset);
    rsaPublic().getModulus(out, (short) (end - MODULUS - 5));
    short exponent = (short) (end - 3);
    Util.arrayFillNonAtomic(out, exponent, (short) 3, (byte) 0);
    rsaPublic().getExponent(out, exponent);
    return end;
  }
}

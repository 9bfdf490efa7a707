package dev.skep.se.pcsc.applet;

import javacard.framework.ISOException;
import javacard.security.CryptoException;
import javacard.security.KeyBuilder;
import javacard.security.RSAPublicKey;

/** Places for RSA keys of others, one for each size that the platform has. */
final class RsaPublicKeys {
  private static final short[] SIZES = {2048, 3072, 4096};

  private final RSAPublicKey[] keys = new RSAPublicKey[(short) SIZES.length];
  private short longest;

  RsaPublicKeys() {
    for (short i = 0; i < (short) SIZES.length; i++) {
      try {
        keys[i] = (RSAPublicKey) KeyBuilder.buildKey(KeyBuilder.TYPE_RSA_PUBLIC, SIZES[i], false);
        longest = SIZES[i];
      } catch (CryptoException e) {
        // A platform without this size.
        continue;
      }
    }
  }

  short longestBits() {
    return longest;
  }

  /** Refuses a key that was read but is not fit, or of a size that is not here. */
  void check(Spki key, byte[] buffer) {
    if (!RsaKeyCheck.isFit(key, buffer)) {
      Cbor.malformed();
    }
    place(key);
  }

  /** Loads a key that was checked; good until the next one. */
  RSAPublicKey load(Spki key, byte[] buffer) {
    RSAPublicKey rsa = place(key);
    rsa.setModulus(buffer, key.modulus(), key.modulusLength());
    rsa.setExponent(buffer, key.exponent(), key.exponentLength());
    return rsa;
  }

  private RSAPublicKey place(Spki key) {
    short bits = (short) (key.modulusLength() * 8);
    short place = 0;
    while (place < (short) SIZES.length && SIZES[place] != bits) {
      place++;
    }
    if (place == (short) SIZES.length || keys[place] == null) {
      ISOException.throwIt(Sw.NOT_SUPPORTED);
    }
    return keys[place];
  }
}

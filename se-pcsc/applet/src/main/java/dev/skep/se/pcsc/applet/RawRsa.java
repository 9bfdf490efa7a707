package dev.skep.se.pcsc.applet;

import javacard.framework.Util;
import javacard.security.CryptoException;
import javacard.security.Key;
import javacardx.crypto.Cipher;

/** RSA without padding, on blocks as long as the modulus. */
final class RawRsa {
  private final Cipher cipher = Cipher.getInstance(Cipher.ALG_RSA_NOPAD, false);

  /** In place, with a public key. */
  void encrypt(Key key, byte[] block, short length) {
    try {
      run(key, Cipher.MODE_ENCRYPT, block, length);
    } catch (CryptoException e) {
      // Some platforms encrypt shorter blocks only; without padding both are the same function.
      run(key, Cipher.MODE_DECRYPT, block, length);
    }
  }

  /** In place, with a private key. */
  void decrypt(Key key, byte[] block, short length) {
    run(key, Cipher.MODE_DECRYPT, block, length);
  }

  private void run(Key key, byte mode, byte[] block, short length) {
    cipher.init(key, mode);
    short written = cipher.doFinal(block, (short) 0, length, block, (short) 0);
    short missing = (short) (length - written);
    if (missing > 0) {
      // Leading zeros were left out.
      Util.arrayCopyNonAtomic(block, (short) 0, block, missing, written);
      Util.arrayFillNonAtomic(block, (short) 0, missing, (byte) 0);
    }
  }
}

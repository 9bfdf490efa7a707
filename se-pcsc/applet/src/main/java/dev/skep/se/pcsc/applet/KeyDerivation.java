package dev.skep.se.pcsc.applet;

import javacard.framework.Util;

/** KDF(K, label, TH, n) from K of 32 bytes (spec section 3.3). */
final class KeyDerivation {
  /** Code of {@code HKDF-SHA256}. */
  static final byte HKDF_SHA256 = 1;

  /** Code of {@code KBKDF-CMAC-AES256}. */
  static final byte KBKDF_CMAC_AES256 = 2;

  /** The codes as a set. */
  static final byte ALL = 3;

  private static final short CONTEXT = 32;
  private static final short K_BYTES = 32;
  private static final short MESSAGE = 96;

  private final Hmac hmac;
  private final Cmac cmac = new Cmac();

  /** PRK or output blocks, then the message of a block. */
  private final byte[] work = Memory.bytes((short) (MESSAGE + 72));

  KeyDerivation(Hmac hmac) {
    this.hmac = hmac;
  }

  /** The name that a code stands for. */
  static byte[] name(byte kdf) {
    return kdf == HKDF_SHA256 ? Text.HKDF_SHA256 : Text.KBKDF_CMAC;
  }

  /**
   * Derives.
   *
   * @param k 32 bytes at its beginning
   * @param context 32 bytes at its beginning
   * @param n at most 64
   */
  void derive(byte kdf, byte[] k, byte[] label, byte[] context, byte[] out, short offset, short n) {
    if (kdf == HKDF_SHA256) {
      hkdf(k, label, context, n);
    } else {
      kbkdf(k, label, context, n);
    }
    Util.arrayCopyNonAtomic(work, (short) 0, out, offset, n);
    Memory.wipe(work);
  }

  private void hkdf(byte[] k, byte[] label, byte[] context, short n) {
    hmac.init(context, (short) 0, CONTEXT);
    hmac.update(k, (short) 0, K_BYTES);
    hmac.doFinal(work, MESSAGE);
    short done = 0;
    for (byte counter = 1; done < n; counter++) {
      hmac.init(work, MESSAGE, Hmac.SIZE);
      if (done > 0) {
        hmac.update(work, (short) (done - Hmac.SIZE), Hmac.SIZE);
      }
      hmac.update(label);
      work[(short) (MESSAGE + Hmac.SIZE)] = counter;
      hmac.update(work, (short) (MESSAGE + Hmac.SIZE), (short) 1);
      hmac.doFinal(work, done);
      done += Hmac.SIZE;
    }
  }

  private void kbkdf(byte[] k, byte[] label, byte[] context, short n) {
    short at = (short) (MESSAGE + 4);
    at = Util.arrayCopyNonAtomic(label, (short) 0, work, at, (short) label.length);
    work[at++] = 0;
    at = Util.arrayCopyNonAtomic(context, (short) 0, work, at, CONTEXT);
    at = Util.setShort(work, at, (short) 0);
    at = Util.setShort(work, at, (short) (n * 8));
    cmac.init(k, (short) 0);
    short done = 0;
    for (short counter = 1; done < n; counter++) {
      Util.setShort(work, MESSAGE, (short) 0);
      Util.setShort(work, (short) (MESSAGE + 2), counter);
      cmac.mac(work, MESSAGE, (short) (at - MESSAGE), work, done);
      done += Cmac.SIZE;
    }
    cmac.clear();
  }
}

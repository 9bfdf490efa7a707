package dev.skep.se.pcsc.applet;

import javacard.framework.Util;

/** Between the platform's ECDSA signatures (DER) and those of the protocol (r and s, A-1). */
final class EcdsaEncoding {
  /** Bytes of r and s. */
  static final short SIZE = 64;

  /** The longest DER of a signature. */
  static final short DER = 72;

  private EcdsaEncoding() {}

  /** From DER, as the platform makes it, to r and s; {@code out} is another buffer. */
  static void toRaw(byte[] der, short offset, byte[] out, short outOffset) {
    short at = (short) (offset + 2);
    for (short half = 0; half < SIZE; half += P256.FIELD) {
      short length = der[(short) (at + 1)];
      at += 2;
      if (length > P256.FIELD) {
        at++;
        length--;
      }
      short pad = (short) (P256.FIELD - length);
      short to = (short) (outOffset + half);
      Util.arrayFillNonAtomic(out, to, pad, (byte) 0);
      Util.arrayCopyNonAtomic(der, at, out, (short) (to + pad), length);
      at += length;
    }
  }

  /** From r and s to DER in another buffer; its length. */
  static short toDer(byte[] raw, short offset, byte[] out, short outOffset) {
    short at = (short) (outOffset + 2);
    for (short half = 0; half < SIZE; half += P256.FIELD) {
      short from = (short) (offset + half);
      short length = P256.FIELD;
      while (length > 1 && raw[from] == 0) {
        from++;
        length--;
      }
      boolean sign = raw[from] < 0;
      out[at++] = 0x02;
      out[at++] = (byte) (sign ? length + 1 : length);
      if (sign) {
        out[at++] = 0;
      }
      at = Util.arrayCopyNonAtomic(raw, from, out, at, length);
    }
    out[outOffset] = 0x30;
    out[(short) (outOffset + 1)] = (byte) (at - outOffset - 2);
    return (short) (at - outOffset);
  }
}

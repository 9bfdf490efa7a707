package dev.skep.se.pcsc.applet;

import javacard.security.ECKey;

/** The curve P-256 (SP 800-186 section 3.2.1.3), and the encodings of its keys and signatures. */
final class P256 {
  /** Bytes of an uncompressed point. */
  static final short POINT = 65;

  /** Bytes of a field element. */
  static final short FIELD = 32;

  private static final byte[] P = {
    -1, -1, -1, -1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1,
    -1, -1, -1, -1
  };
  private static final byte[] A = {
    -1, -1, -1, -1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1,
    -1, -1, -1, -4
  };
  private static final byte[] B = {
    0x5A,
    (byte) 0xC6,
    0x35,
    (byte) 0xD8,
    (byte) 0xAA,
    0x3A,
    (byte) 0x93,
    (byte) 0xE7,
    (byte) 0xB3,
    (byte) 0xEB,
    (byte) 0xBD,
    0x55,
    0x76,
    (byte) 0x98,
    (byte) 0x86,
    (byte) 0xBC,
    0x65,
    0x1D,
    0x06,
    (byte) 0xB0,
    (byte) 0xCC,
    0x53,
    (byte) 0xB0,
    (byte) 0xF6,
    0x3B,
    (byte) 0xCE,
    0x3C,
    0x3E,
    0x27,
    (byte) 0xD2,
    0x60,
    0x4B
  };
  private static final byte[] G = {
    0x04,
    0x6B,
    0x17,
    (byte) 0xD1,
    (byte) 0xF2,
    (byte) 0xE1,
    0x2C,
    0x42,
    0x47,
    (byte) 0xF8,
    (byte) 0xBC,
    (byte) 0xE6,
    (byte) 0xE5,
    0x63,
    (byte) 0xA4,
    0x40,
    (byte) 0xF2,
    0x77,
    0x03,
    0x7D,
    (byte) 0x81,
    0x2D,
    (byte) 0xEB,
    0x33,
    (byte) 0xA0,
    (byte) 0xF4,
    (byte) 0xA1,
    0x39,
    0x45,
    (byte) 0xD8,
    (byte) 0x98,
    (byte) 0xC2,
    (byte) 0x96,
    0x4F,
    (byte) 0xE3,
    0x42,
    (byte) 0xE2,
    (byte) 0xFE,
    0x1A,
    0x7F,
    (byte) 0x9B,
    (byte) 0x8E,
    (byte) 0xE7,
    (byte) 0xEB,
    0x4A,
    0x7C,
    0x0F,
    (byte) 0x9E,
    0x16,
    0x2B,
    (byte) 0xCE,
    0x33,
    0x57,
    0x6B,
    0x31,
    0x5E,
    (byte) 0xCE,
    (byte) 0xCB,
    (byte) 0xB6,
    0x40,
    0x68,
    0x37,
    (byte) 0xBF,
    0x51,
    (byte) 0xF5
  };
  private static final byte[] N = {
    -1,
    -1,
    -1,
    -1,
    0,
    0,
    0,
    0,
    -1,
    -1,
    -1,
    -1,
    -1,
    -1,
    -1,
    -1,
    (byte) 0xBC,
    (byte) 0xE6,
    (byte) 0xFA,
    (byte) 0xAD,
    (byte) 0xA7,
    0x17,
    (byte) 0x9E,
    (byte) 0x84,
    (byte) 0xF3,
    (byte) 0xB9,
    (byte) 0xCA,
    (byte) 0xC2,
    (byte) 0xFC,
    0x63,
    0x25,
    0x51
  };

  private P256() {}

  /** Tells a key its curve; clearing a key may have made it forget. */
  static void set(ECKey key) {
    key.setFieldFP(P, (short) 0, FIELD);
    key.setA(A, (short) 0, FIELD);
    key.setB(B, (short) 0, FIELD);
    key.setG(G, (short) 0, POINT);
    key.setR(N, (short) 0, FIELD);
    key.setK((short) 1);
  }

  /** Whether both coordinates of an uncompressed point are below p (Y-2). */
  static boolean isPoint(byte[] buffer, short offset) {
    return buffer[offset] == 4
        && isBelow(buffer, (short) (offset + 1), P)
        && isBelow(buffer, (short) (offset + 1 + FIELD), P);
  }

  /** Whether r and s of a signature are from 1 to n - 1. */
  static boolean isSignature(byte[] buffer, short offset) {
    short s = (short) (offset + FIELD);
    return isBelow(buffer, offset, N)
        && isBelow(buffer, s, N)
        && !isZero(buffer, offset)
        && !isZero(buffer, s);
  }

  private static boolean isBelow(byte[] buffer, short offset, byte[] bound) {
    for (short i = 0; i < FIELD; i++) {
      short ours = (short) (buffer[(short) (offset + i)] & 0xFF);
      short theirs = (short) (bound[i] & 0xFF);
      if (ours != theirs) {
        return ours < theirs;
      }
    }
    return false;
  }

  private static boolean isZero(byte[] buffer, short offset) {
    byte any = 0;
    for (short i = 0; i < FIELD; i++) {
      any |= buffer[(short) (offset + i)];
    }
    return any == 0;
  }
}

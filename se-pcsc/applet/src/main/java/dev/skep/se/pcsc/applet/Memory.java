package dev.skep.se.pcsc.applet;

import javacard.framework.JCSystem;
import javacard.framework.SystemException;
import javacard.framework.Util;

/** Transient memory, which a reset clears. */
final class Memory {
  private Memory() {}

  /** For what may be secret: nothing but transient memory will do. */
  static byte[] bytes(short length) {
    return JCSystem.makeTransientByteArray(length, JCSystem.CLEAR_ON_RESET);
  }

  /** For what is not secret: persistent where a small card has no transient memory left. */
  static byte[] publicBytes(short length) {
    try {
      return bytes(length);
    } catch (SystemException e) {
      return new byte[length];
    }
  }

  static short[] shorts(short length) {
    return JCSystem.makeTransientShortArray(length, JCSystem.CLEAR_ON_RESET);
  }

  static Object[] references(short length) {
    return JCSystem.makeTransientObjectArray(length, JCSystem.CLEAR_ON_RESET);
  }

  static void wipe(byte[] buffer) {
    Util.arrayFillNonAtomic(buffer, (short) 0, (short) buffer.length, (byte) 0);
  }

  /** Compares in a time that does not tell where two values differ. */
  static boolean equal(byte[] a, short aOffset, byte[] b, short bOffset, short length) {
    byte difference = 0;
    for (short i = 0; i < length; i++) {
      difference |= (byte) (a[(short) (aOffset + i)] ^ b[(short) (bOffset + i)]);
    }
    return difference == 0;
  }
}

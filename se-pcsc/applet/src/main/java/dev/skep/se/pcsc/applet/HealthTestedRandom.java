package dev.skep.se.pcsc.applet;

import javacard.framework.ISOException;
import javacard.framework.Util;
import javacard.security.RandomData;

/** Random numbers of the card, which stops for good where they repeat (spec rule E-5). */
final class HealthTestedRandom {
  /** Bytes of a nonce, and of K. */
  static final short VALUE = 32;

  private final RandomData source = RandomData.getInstance(RandomData.ALG_SECURE_RANDOM);
  private final byte[] check = Memory.bytes(VALUE);

  /** The nonce of the last session: a source that begins anew after a reset repeats it. */
  private final byte[] lastNonce = new byte[VALUE];

  private boolean failed;

  boolean hasFailed() {
    return failed;
  }

  /** Stops the card. */
  void fail() {
    failed = true;
    ISOException.throwIt(Sw.STOPPED);
  }

  void generate(byte[] out, short offset, short length) {
    source.generateData(out, offset, length);
  }

  /** 32 bytes that are not those of the draw before. */
  void generateFresh(byte[] out, short offset) {
    source.generateData(check, (short) 0, VALUE);
    source.generateData(out, offset, VALUE);
    boolean stuck = Util.arrayCompare(check, (short) 0, out, offset, VALUE) == 0;
    Memory.wipe(check);
    if (stuck) {
      fail();
    }
  }

  /** A nonce that is also not the last session's. */
  void generateNonce(byte[] out, short offset) {
    generateFresh(out, offset);
    if (Util.arrayCompare(lastNonce, (short) 0, out, offset, VALUE) == 0) {
      fail();
    }
    Util.arrayCopyNonAtomic(out, offset, lastNonce, (short) 0, VALUE);
  }
}

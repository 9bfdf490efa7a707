package dev.skep.se.pcsc.applet;

import javacard.framework.Util;

/** The answers to the last 16 commits (spec rule P-2), by what committed. */
final class KeptAnswers {
  /** The longest answer: a record {@code committed}. */
  static final short LONGEST = 96;

  /** One more than are kept, so that the next one is written while all of them are. */
  private static final short PLACES = 17;

  private static final short SIZE = (short) (1 + Engines.SHA + LONGEST);

  private final byte[] places = new byte[(short) (PLACES * SIZE)];

  /** Where the next one goes; its length of 0 hides it until it is kept. */
  private byte next;

  /** Writes an answer that {@link #keep} is to keep. */
  void prepare(byte[] progress, short progressAt, byte[] answer, short offset, short length) {
    short at = (short) (next * SIZE);
    places[at] = 0;
    Util.arrayCopyNonAtomic(progress, progressAt, places, (short) (at + 1), Engines.SHA);
    Util.arrayCopyNonAtomic(answer, offset, places, (short) (at + 1 + Engines.SHA), length);
  }

  /** Keeps it, and lets the oldest one go; in the transaction that commits. */
  void keep(short length) {
    places[(short) (next * SIZE)] = (byte) length;
    next = (byte) ((short) (next + 1) % PLACES);
    places[(short) (next * SIZE)] = 0;
  }

  /** Copies the answer to what committed; its length, 0 if none is kept. */
  short find(byte[] progress, short progressAt, byte[] out, short offset) {
    for (short i = 0; i < PLACES; i++) {
      short at = (short) (i * SIZE);
      short length = places[at];
      if (length > 0 && Memory.equal(places, (short) (at + 1), progress, progressAt, Engines.SHA)) {
        Util.arrayCopyNonAtomic(places, (short) (at + 1 + Engines.SHA), out, offset, length);
        return length;
      }
    }
    return 0;
  }
}

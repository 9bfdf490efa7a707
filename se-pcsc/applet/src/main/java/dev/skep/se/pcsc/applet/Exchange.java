package dev.skep.se.pcsc.applet;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.Util;

/** Commands that come in one or more blocks, and answers that go in one or more. */
final class Exchange {
  /** The longest data of a command. */
  static final short LONGEST_COMMAND = 3072;

  /** The longest answer but for chains. */
  static final short LONGEST_ANSWER = 3072;

  private static final byte CHAINED = 0x10;
  private static final short SHORT_ANSWER = 256;

  private static final short IN_LENGTH = 0;
  private static final short CHAIN = 1;
  private static final short CHAIN_INS = 2;
  private static final short CHAIN_P1P2 = 3;
  private static final short OUT_AT = 4;
  private static final short OUT_LEFT = 5;

  private final byte[] in = Memory.bytes(LONGEST_COMMAND);
  private final byte[] out = Memory.publicBytes(LONGEST_ANSWER);
  private final short[] state = Memory.shorts((short) 6);
  private final Object[] source = Memory.references((short) 1);

  /** The data of the command. */
  byte[] in() {
    return in;
  }

  short length() {
    return state[IN_LENGTH];
  }

  /** Where answers are made. */
  byte[] out() {
    return out;
  }

  /** Forgets a command and an answer that were not finished. */
  void reset() {
    Memory.wipe(in);
    state[CHAIN] = 0;
    state[OUT_LEFT] = 0;
  }

  /** Takes in a block; whether the command is whole. */
  boolean receive(APDU apdu, boolean hasData) {
    byte[] buffer = apdu.getBuffer();
    state[OUT_LEFT] = 0;
    short ins = buffer[ISO7816.OFFSET_INS];
    short parameters = Util.getShort(buffer, ISO7816.OFFSET_P1);
    if (state[CHAIN] == 0 || state[CHAIN_INS] != ins || state[CHAIN_P1P2] != parameters) {
      Memory.wipe(in);
      state[IN_LENGTH] = 0;
    }
    boolean more = (buffer[ISO7816.OFFSET_CLA] & CHAINED) != 0;
    state[CHAIN] = (short) (more ? 1 : 0);
    state[CHAIN_INS] = ins;
    state[CHAIN_P1P2] = parameters;
    if (hasData) {
      collect(apdu);
    }
    return !more;
  }

  private void collect(APDU apdu) {
    byte[] buffer = apdu.getBuffer();
    short got = apdu.setIncomingAndReceive();
    short offset = apdu.getOffsetCdata();
    while (got > 0) {
      if (got > (short) (LONGEST_COMMAND - state[IN_LENGTH])) {
        reset();
        ISOException.throwIt(Sw.WRONG_LENGTH);
      }
      Util.arrayCopyNonAtomic(buffer, offset, in, state[IN_LENGTH], got);
      // PINs come this way.
      Util.arrayFillNonAtomic(buffer, offset, got, (byte) 0);
      state[IN_LENGTH] += got;
      got = apdu.receiveBytes(offset);
    }
  }

  /** Sends what was made in {@link #out}. */
  void send(APDU apdu, short length) {
    send(apdu, out, length);
  }

  /** Sends the beginning of an array, which has to stay as it is until all was fetched. */
  void send(APDU apdu, byte[] from, short length) {
    source[0] = from;
    state[OUT_AT] = 0;
    state[OUT_LEFT] = length;
    next(apdu);
  }

  /** Sends as much of the answer as the host takes at once. */
  void next(APDU apdu) {
    short length = state[OUT_LEFT];
    if (length == 0) {
      return;
    }
    short expected = apdu.setOutgoing();
    if (expected == 0) {
      // The host named no length.
      expected = SHORT_ANSWER;
    }
    if (expected < length) {
      length = expected;
    }
    apdu.setOutgoingLength(length);
    apdu.sendBytesLong((byte[]) source[0], state[OUT_AT], length);
    state[OUT_AT] += length;
    state[OUT_LEFT] -= length;
    if (state[OUT_LEFT] > 0) {
      short left = state[OUT_LEFT];
      ISOException.throwIt((short) (Sw.MORE | (left < SHORT_ANSWER ? left : 0)));
    }
  }

  /** Whether an answer waits to be fetched. */
  boolean hasMore() {
    return state[OUT_LEFT] > 0;
  }
}

package dev.skep.se.pcsc.simulator;

import java.util.Arrays;
import javacard.framework.APDU;

/**
 * Gives an applet the data of an extended command in pieces, as a card does whose buffer has 261
 * bytes; jcardsim's own would have all at once, and no applet's loop would ever run.
 */
final class ChunkedReceive {
  private static final int BUFFER_BYTES = 261;

  private byte[] rest = new byte[0];

  /** A command begins. */
  void reset() {
    rest = new byte[0];
  }

  /** {@link APDU#setIncomingAndReceive}. */
  short first(APDU apdu) {
    int all = apdu.setIncomingAndReceive();
    int offset = apdu.getOffsetCdata();
    int now = Math.min(all, BUFFER_BYTES - offset);
    byte[] buffer = apdu.getBuffer();
    rest = Arrays.copyOfRange(buffer, offset + now, offset + all);
    Arrays.fill(buffer, offset + now, offset + all, (byte) 0);
    return (short) now;
  }

  /**
   * {@link APDU#receiveBytes}: what there is, up to the end of the buffer; 0 if there is no more.
   */
  short next(APDU apdu, int offset) {
    int now = Math.min(rest.length, BUFFER_BYTES - offset);
    System.arraycopy(rest, 0, apdu.getBuffer(), offset, now);
    rest = Arrays.copyOfRange(rest, now, rest.length);
    return (short) now;
  }
}

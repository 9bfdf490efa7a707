package dev.skep.se.pcsc.simulator;

/** What a reader sees of a card. A reader calls it from one thread at a time. */
public interface CardInSlot {
  /** The answer to reset, at most 33 bytes; a copy. */
  byte[] atr();

  /** Reset, and power off and on: transient memory is gone, no applet is selected. */
  void reset();

  /**
   * One command and its answer.
   *
   * @param command 4 bytes or more; read, not kept
   * @return the answer with its status word, 2 bytes or more
   * @throws PowerLostException if the card lost its power before it answered
   */
  byte[] transmit(byte[] command);
}

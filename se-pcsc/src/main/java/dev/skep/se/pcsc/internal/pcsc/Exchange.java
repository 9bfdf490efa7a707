package dev.skep.se.pcsc.internal.pcsc;

import java.nio.ByteBuffer;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;

/** How a library sends a command. */
@FunctionalInterface
interface Exchange {
  /**
   * Sends one command.
   *
   * @param answer gets the answer; as long as the longest
   * @return how many bytes the answer has
   */
  int transmit(CardChannel channel, ByteBuffer command, ByteBuffer answer) throws CardException;
}

package dev.skep.se.pcsc.internal.transport;

import dev.skep.se.pcsc.internal.transport.TransportException.Failure;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Fetches what a card holds back (ISO 7816-4 section 5.3.4): after {@code 61xx} by GET RESPONSE,
 * after {@code 6Cxx} by the same command with the length that the card named, which it did not
 * carry out before.
 */
public final class LongAnswers implements Transport {
  private static final int MORE = 0x61;
  private static final int WRONG_LENGTH = 0x6c;

  private final Transport next;

  /** Before a transport that does not do this itself. */
  public LongAnswers(Transport next) {
    this.next = next;
  }

  @Override
  public byte[] transmit(byte[] command) throws TransportException {
    byte[] answer = exact(command);
    if (sw1(answer) != MORE) {
      return answer;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (sw1(answer) == MORE) {
      all.write(answer, 0, answer.length - 2);
      byte[] rest = exact(new byte[] {0x00, (byte) 0xc0, 0x00, 0x00, answer[answer.length - 1]});
      if ((sw1(rest) == MORE && rest.length == 2) || all.size() + rest.length > MAXIMUM_ANSWER) {
        throw new TransportException(Failure.FAULT, "the card announces data without end");
      }
      answer = rest;
    }
    all.writeBytes(answer);
    return all.toByteArray();
  }

  /** Sends a command, again where the card names another length for the answer. */
  private byte[] exact(byte[] command) throws TransportException {
    byte[] answer = next.transmit(command);
    if (sw1(answer) != WRONG_LENGTH) {
      return answer;
    }
    byte[] again = withLength(command, answer[answer.length - 1]);
    try {
      return next.transmit(again);
    } finally {
      Arrays.fill(again, (byte) 0);
    }
  }

  /** The command with another length for its answer: its last byte or two, added if missing. */
  private static byte[] withLength(byte[] command, byte length) {
    boolean extended = command.length >= 7 && command[4] == 0;
    boolean hasLength =
        extended || command.length == 5 || command.length == 6 + (command[4] & 0xff);
    byte[] again = Arrays.copyOf(command, command.length + (hasLength ? 0 : 1));
    again[again.length - 1] = length;
    if (extended) {
      again[again.length - 2] = (byte) (length == 0 ? 1 : 0);
    }
    return again;
  }

  private static int sw1(byte[] answer) throws TransportException {
    if (answer.length < 2) {
      throw new TransportException(Failure.FAULT, "an answer without a status word");
    }
    return answer[answer.length - 2] & 0xff;
  }
}

package dev.skep.se.pcsc.internal.transport;

import java.util.Arrays;

/**
 * Gives a card long commands in the form that it takes: extended length, else command chaining (ISO
 * 7816-4 section 5.3.3). Takes commands in extended form with data, a length for the answer, or
 * both; short ones pass.
 *
 * <p>A card whose ATR says nothing is tried with extended length; one that answers the first such
 * command with {@code 6700} has not carried it out, and gets chained ones from then on.
 */
public final class LongCommands implements Transport {
  /** The longest block of a chained command; some cards do not bear 255. */
  public static final int BLOCK = 254;

  private static final int CHAINED = 0x10;
  private static final int HEADER = 4;
  private static final int EXTENDED_HEADER = 7;

  /** Which form a card takes. */
  public enum Form {
    /** Extended length. */
    EXTENDED,
    /** Perhaps extended length. */
    UNKNOWN,
    /** Short commands over T=1. */
    SHORT,
    /** Short commands over T=0, where a command that has data never has a length for its answer. */
    SHORT_T0
  }

  private final Transport next;
  private Form form;

  /**
   * Before a transport that passes on what it gets.
   *
   * @param form what is known of the card, see {@link CardForm}
   */
  public LongCommands(Transport next, Form form) {
    this.next = next;
    this.form = form;
  }

  @Override
  public byte[] transmit(byte[] command) throws TransportException {
    if (command.length < EXTENDED_HEADER || command[HEADER] != 0) {
      return transmitShort(command);
    }
    if (form == Form.EXTENDED) {
      return next.transmit(command);
    }
    if (form == Form.UNKNOWN) {
      byte[] answer = next.transmit(command);
      boolean refused = answer.length == 2 && answer[0] == 0x67 && answer[1] == 0;
      if (!refused) {
        form = Form.EXTENDED;
        return answer;
      }
      form = Form.SHORT;
    }
    return transmitChained(command);
  }

  private byte[] transmitShort(byte[] command) throws TransportException {
    boolean both = command.length > 5 && command.length == 6 + (command[HEADER] & 0xff);
    if (form != Form.SHORT_T0 || !both) {
      return next.transmit(command);
    }
    byte[] data = Arrays.copyOf(command, command.length - 1);
    try {
      return next.transmit(data);
    } finally {
      Arrays.fill(data, (byte) 0);
    }
  }

  private byte[] transmitChained(byte[] command) throws TransportException {
    if (command.length == EXTENDED_HEADER) {
      return next.transmit(Arrays.copyOf(command, HEADER + 1));
    }
    int length = ((command[HEADER + 1] & 0xff) << 8) | (command[HEADER + 2] & 0xff);
    int sent = 0;
    while (length - sent > BLOCK) {
      byte[] answer = transmitBlock(command, sent, BLOCK, false);
      if (answer.length != 2 || (answer[0] & 0xff) != 0x90 || answer[1] != 0) {
        return answer;
      }
      sent += BLOCK;
    }
    return transmitBlock(command, sent, length - sent, true);
  }

  private byte[] transmitBlock(byte[] command, int offset, int length, boolean last)
      throws TransportException {
    boolean expects = last && form != Form.SHORT_T0;
    byte[] block = new byte[HEADER + 1 + length + (expects ? 1 : 0)];
    try {
      System.arraycopy(command, 0, block, 0, HEADER);
      block[0] |= (byte) (last ? 0 : CHAINED);
      block[HEADER] = (byte) length;
      System.arraycopy(command, EXTENDED_HEADER + offset, block, HEADER + 1, length);
      return next.transmit(block);
    } finally {
      Arrays.fill(block, (byte) 0);
    }
  }
}

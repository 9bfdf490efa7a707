package dev.skep.se.pcsc.internal.transport;

/**
 * Carries commands to one card and brings its answers back. What stands before a card is a row of
 * these, each one using the next.
 *
 * <p>For one thread at a time. An answer can take as long as the card takes: who needs an end sets
 * a deadline of its own and does not wait for this.
 */
@FunctionalInterface
public interface Transport {
  /** The longest command: header, three bytes of length, 65,535 of data, two of length. */
  int MAXIMUM_COMMAND = 4 + 3 + 65_535 + 2;

  /** The longest answer: 65,536 of data, two of status. */
  int MAXIMUM_ANSWER = 65_536 + 2;

  /**
   * Sends a command.
   *
   * @param command 4 to {@link #MAXIMUM_COMMAND} bytes (ISO 7816-4 section 5.1); read, not kept,
   *     and what was copied of it is zeroed
   * @return data and the two bytes of the status word, up to {@link #MAXIMUM_ANSWER}; the caller's
   * @throws TransportException if there is no answer; the card may have carried the command out or
   *     not, except where {@link TransportException.Failure#BUSY} says that it never arrived
   */
  byte[] transmit(byte[] command) throws TransportException;
}

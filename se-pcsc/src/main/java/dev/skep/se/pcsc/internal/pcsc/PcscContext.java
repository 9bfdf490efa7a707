package dev.skep.se.pcsc.internal.pcsc;

import dev.skep.se.pcsc.internal.transport.TransportException;
import java.time.Duration;
import java.util.Set;
import java.util.SortedMap;

/** A connection to the PC/SC service. Dead after the service's restart. For one thread. */
public interface PcscContext extends AutoCloseable {
  /**
   * The readers that there are, and whether each one has a card.
   *
   * @throws TransportException with {@code DAEMON_GONE} if the service is gone
   */
  SortedMap<String, Boolean> readers() throws TransportException;

  /**
   * Waits until something may have changed.
   *
   * @param most how long at the most
   * @return readers whose card may have been exchanged meanwhile; a hint, with neither all nor only
   *     those
   * @throws TransportException with {@code DAEMON_GONE} if the service is gone
   */
  Set<String> await(Duration most) throws TransportException;

  /**
   * Connects to the card in a reader, shared with other programs.
   *
   * @return the card, which the caller closes
   * @throws TransportException with {@code BUSY} while another program has it for itself
   */
  PcscCard connect(String reader) throws TransportException;

  /** Lets the service go. May be called again. */
  @Override
  void close();
}

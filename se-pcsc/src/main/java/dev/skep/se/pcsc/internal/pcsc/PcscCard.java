package dev.skep.se.pcsc.internal.pcsc;

import dev.skep.se.pcsc.internal.transport.LongCommands.Form;
import dev.skep.se.pcsc.internal.transport.Transport;
import dev.skep.se.pcsc.internal.transport.TransportException;

/** A card that this program is connected to. It stays powered as long. For one thread. */
public interface PcscCard extends Transport, AutoCloseable {
  /** Which long commands it takes, as far as its ATR says. */
  Form form();

  /**
   * Waits until this program alone may talk to the card, however long that takes.
   *
   * @throws TransportException with {@code RESET} or {@code REMOVED} if this is not the card any
   *     more that was connected to
   */
  void begin() throws TransportException;

  /** Lets others talk to it; a failure shows at the next {@link #begin}. */
  void end();

  /** Disconnects and leaves the card as it is. May be called again. */
  @Override
  void close();
}

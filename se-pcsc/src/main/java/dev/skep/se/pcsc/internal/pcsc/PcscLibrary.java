package dev.skep.se.pcsc.internal.pcsc;

import dev.skep.se.pcsc.internal.transport.TransportException;

/** A way to the machine's PC/SC service. Thread-safe. */
public interface PcscLibrary {
  /** For the log. */
  String name();

  /**
   * Opens a context of its own. A call that blocks in one context holds up no other where the
   * library can do that.
   *
   * @return the context, which the caller closes
   * @throws TransportException with {@code DAEMON_GONE} if there is no service now
   */
  PcscContext open() throws TransportException;

  /** Lets go what it keeps beyond its contexts, all of which are closed; it is not used again. */
  default void close() {}
}

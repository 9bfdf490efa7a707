package dev.skep.se.pcsc.internal.reader;

import dev.skep.api.se.SecurityElementException;
import dev.skep.se.pcsc.internal.transport.TransportException;

/**
 * What is done with a card in one transaction. Begun again from its start as long as it has sent
 * nothing, never after that.
 *
 * @param <T> what it gives
 */
@FunctionalInterface
public interface CardJob<T> {
  /**
   * Does it, on the reader's thread.
   *
   * @param card selected already; not to be kept
   */
  T run(CardSession card) throws TransportException, SecurityElementException;
}

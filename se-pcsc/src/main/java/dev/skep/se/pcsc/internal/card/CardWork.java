package dev.skep.se.pcsc.internal.card;

import dev.skep.api.se.SecurityElementException;
import dev.skep.se.pcsc.internal.apdu.MalformedAnswerException;
import dev.skep.se.pcsc.internal.reader.CardSession;
import dev.skep.se.pcsc.internal.transport.TransportException;

/**
 * What is done with this card in one transaction.
 *
 * @param <T> what it gives
 */
@FunctionalInterface
interface CardWork<T> {
  /** Does it, on the reader's thread. */
  T run(CardSession card)
      throws TransportException, MalformedAnswerException, SecurityElementException;
}

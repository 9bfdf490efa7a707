package dev.skep.se.pcsc.internal.pcsc;

import dev.skep.se.pcsc.internal.transport.CardForm;
import dev.skep.se.pcsc.internal.transport.LongCommands.Form;
import dev.skep.se.pcsc.internal.transport.TransportException;
import dev.skep.se.pcsc.internal.transport.TransportException.Failure;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;

/** A card behind {@code javax.smartcardio}. */
final class SmartcardioCard implements PcscCard {
  private final Card card;
  private final Exchange exchange;
  private final byte[] buffer = new byte[MAXIMUM_ANSWER];

  SmartcardioCard(Card card, Exchange exchange) {
    this.card = card;
    this.exchange = exchange;
  }

  @Override
  public Form form() {
    return CardForm.of(card.getATR().getHistoricalBytes(), card.getProtocol().equals("T=0"));
  }

  @Override
  public byte[] transmit(byte[] command) throws TransportException {
    byte[] copy = command.clone();
    int length = 0;
    try {
      length =
          exchange.transmit(card.getBasicChannel(), ByteBuffer.wrap(copy), ByteBuffer.wrap(buffer));
      if (length < 2) {
        // What a card that is lost in the middle of a command looks like.
        throw new TransportException(Failure.REMOVED, "no answer at all");
      }
      return Arrays.copyOf(buffer, length);
    } catch (CardException | RuntimeException e) {
      throw PcscFailures.of("transmit", e);
    } finally {
      Arrays.fill(copy, (byte) 0);
      Arrays.fill(buffer, 0, Math.max(length, 0), (byte) 0);
    }
  }

  @Override
  public void begin() throws TransportException {
    try {
      card.beginExclusive();
    } catch (CardException | RuntimeException e) {
      throw PcscFailures.of("begin a transaction", e);
    }
  }

  @Override
  public void end() {
    try {
      card.endExclusive();
    } catch (CardException | RuntimeException e) {
      // The card or the service is gone, and the transaction with it.
    }
  }

  @Override
  public void close() {
    try {
      card.disconnect(false);
    } catch (CardException | RuntimeException e) {
      // As above.
    }
  }
}

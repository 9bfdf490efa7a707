package dev.skep.se.pcsc.internal.reader;

import dev.skep.se.pcsc.internal.pcsc.PcscCard;
import dev.skep.se.pcsc.internal.pcsc.PcscContext;
import dev.skep.se.pcsc.internal.pcsc.PcscLibrary;
import dev.skep.se.pcsc.internal.transport.LongAnswers;
import dev.skep.se.pcsc.internal.transport.LongCommands;
import dev.skep.se.pcsc.internal.transport.Transport;
import dev.skep.se.pcsc.internal.transport.TransportException;
import dev.skep.se.pcsc.internal.transport.TransportException.Failure;
import org.jspecify.annotations.Nullable;

/**
 * The connection to the card of one reader. It stays between operations: a card that nobody is
 * connected to loses its power, and its session with it. For the reader's thread.
 */
final class CardLink {
  private final String reader;
  private final PcscLibrary library;
  private @Nullable PcscContext context;
  private @Nullable Connection connection;

  /** A card, and the way to it. */
  record Connection(PcscCard card, Transport transport) {}

  CardLink(String reader, PcscLibrary library) {
    this.reader = reader;
    this.library = library;
  }

  boolean isConnected() {
    return connection != null;
  }

  Connection connect() throws TransportException {
    Connection present = connection;
    if (present == null) {
      PcscContext opened = context;
      if (opened == null) {
        opened = library.open();
        context = opened;
      }
      PcscCard card = opened.connect(reader);
      present = new Connection(card, new LongCommands(new LongAnswers(card), card.form()));
      connection = present;
    }
    return present;
  }

  /** Forgets what cannot be used any more after a failure. */
  void drop(Failure failure) {
    if (failure == Failure.BUSY) {
      return;
    }
    disconnect();
    if (failure == Failure.DAEMON_GONE || failure == Failure.READER_GONE) {
      release();
    }
  }

  void close() {
    disconnect();
    release();
  }

  private void disconnect() {
    Connection present = connection;
    if (present != null) {
      connection = null;
      present.card().close();
    }
  }

  private void release() {
    PcscContext opened = context;
    if (opened != null) {
      context = null;
      opened.close();
    }
  }
}

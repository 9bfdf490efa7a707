package dev.skep.se.pcsc.internal.card;

import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.se.pcsc.internal.apdu.Answer;
import dev.skep.se.pcsc.internal.apdu.CardInfo;
import dev.skep.se.pcsc.internal.apdu.MalformedAnswerException;
import dev.skep.se.pcsc.internal.apdu.StatusWords;
import dev.skep.se.pcsc.internal.reader.CardReader;
import dev.skep.se.pcsc.internal.transport.TransportException;
import dev.skep.se.pcsc.internal.transport.TransportException.Failure;

/** The way to one card: makes sure that it is this card, and says to people what went wrong. */
final class CardAccess {
  private final CardReader reader;
  private final String id;

  /** The way to the card that is in a reader now. */
  CardAccess(CardReader reader, CardInfo card) {
    this.reader = reader;
    this.id = card.id();
  }

  /** The reader's name. */
  String reader() {
    return reader.name();
  }

  String id() {
    return id;
  }

  /** As {@link #attempt}, where a lost answer is the caller's to deal with. */
  <T> T run(CardWork<T> work) throws SecurityElementException {
    return run(work, "");
  }

  /**
   * Does something with the card.
   *
   * @param uncertainty what to say beside the reason if an answer was lost
   */
  <T> T run(CardWork<T> work, String uncertainty) throws SecurityElementException {
    try {
      return attempt(work);
    } catch (TransportException e) {
      throw failed(e, uncertainty);
    }
  }

  /**
   * Does something that can be done twice: once more if its answer was lost and the card is there.
   */
  <T> T repeat(CardWork<T> work) throws SecurityElementException {
    try {
      return attempt(work);
    } catch (TransportException e) {
      if (e.sent() && e.failure() != Failure.SILENT) {
        return run(work);
      }
      throw failed(e, "");
    }
  }

  /**
   * Does something with the card.
   *
   * @throws TransportException if the way to the card is closed; says whether an answer was lost
   */
  <T> T attempt(CardWork<T> work) throws TransportException, SecurityElementException {
    return reader.run(
        card -> {
          if (!card.info().id().equals(id)) {
            reader.markChanged();
            throw new SecurityElementException(
                Kind.REMOVED,
                "the card %s was taken out of reader %s, which has another one now"
                    .formatted(id, reader.name()));
          }
          try {
            return work.run(card);
          } catch (MalformedAnswerException e) {
            throw new SecurityElementException(
                Kind.REFUSED,
                "card %s in reader %s answers what it should not: %s"
                    .formatted(id, reader.name(), e.getMessage()),
                e);
          }
        });
  }

  /** The card is in another state now than it said. */
  void markChanged() {
    reader.markChanged();
  }

  /** A refusal in words of our own. */
  SecurityElementException refused(String problem) {
    return new SecurityElementException(Kind.REFUSED, problem);
  }

  /** A refusal by the card. */
  SecurityElementException refused(Answer answer) {
    return new SecurityElementException(
        answer.status() == StatusWords.STOPPED ? Kind.REMOVED : Kind.REFUSED,
        "card %s in reader %s refuses: %s"
            .formatted(id, reader.name(), StatusWords.text(answer.status())));
  }

  /** One text for every reason, so that nobody learns which it was. */
  static SecurityElementException noSuchSession() {
    return new SecurityElementException(
        Kind.NO_SUCH_SESSION, "this security element has no such session");
  }

  /** What to tell a person of a failure. */
  SecurityElementException failed(TransportException e, String uncertainty) {
    String where = "card %s in reader %s: ".formatted(id, reader.name());
    String lost = e.sent() && !uncertainty.isEmpty() ? "; " + uncertainty : "";
    return new SecurityElementException(kind(e.failure()), where + text(e.failure()) + lost, e);
  }

  private static Kind kind(Failure failure) {
    return switch (failure) {
      case REMOVED, READER_GONE, NO_APPLET -> Kind.REMOVED;
      case BUSY -> Kind.BUSY;
      case RESET, DAEMON_GONE, SILENT, FAULT -> Kind.UNREACHABLE;
    };
  }

  private static String text(Failure failure) {
    return switch (failure) {
      case REMOVED -> "the card was removed; put it in again, then repeat this";
      case READER_GONE -> "the reader is gone; plug it in again, then repeat this";
      case NO_APPLET -> "the card that is there now has no applet for SKEP; put this one in again";
      case BUSY -> "another program is using the card; end that program, or repeat this later";
      case RESET -> "another program reset the card, which ends its sessions; repeat this";
      case DAEMON_GONE -> "the PC/SC service went away; see that it runs (pcscd), then repeat this";
      case SILENT -> "the card does not answer; take it out and put it in again";
      case FAULT -> "the reader or the card failed; take it out and put it in again";
    };
  }
}

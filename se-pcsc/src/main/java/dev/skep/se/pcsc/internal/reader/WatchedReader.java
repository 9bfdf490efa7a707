package dev.skep.se.pcsc.internal.reader;

import dev.skep.api.se.SecurityElementSlots.Slot;
import dev.skep.api.se.SecurityElementSlots.State;
import dev.skep.se.pcsc.internal.apdu.CardInfo;
import dev.skep.se.pcsc.internal.transport.TransportException;
import dev.skep.se.pcsc.internal.transport.TransportException.Failure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the monitor knows of one reader. Changed by the monitor's thread, read by any. */
final class WatchedReader {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedReader.class);
  private static final long FIRST_PAUSE_NANOS = 500_000_000;
  private static final long LONGEST_PAUSE_NANOS = 30_000_000_000L;

  private final CardReader reader;
  private final CardListener listener;
  private final Map<String, WatchedReader> claims;
  private @Nullable CardTask<CardInfo> question;
  private long pauseNanos = FIRST_PAUSE_NANOS;
  private long againAt;
  private boolean again;
  private volatile @Nullable CardInfo info;
  private volatile boolean present;
  private volatile String problem = "";

  /**
   * Begins with an empty reader.
   *
   * @param claims which id is in which reader; of all readers
   */
  WatchedReader(CardReader reader, CardListener listener, Map<String, WatchedReader> claims) {
    this.reader = reader;
    this.listener = listener;
    this.claims = claims;
  }

  CardReader reader() {
    return reader;
  }

  /**
   * Follows what PC/SC says.
   *
   * @param exchanged whether the card may be another one than before
   */
  void look(boolean cardPresent, boolean exchanged) {
    if (!cardPresent) {
      leave();
      return;
    }
    boolean came = !present;
    present = true;
    boolean due = again && !reader.isSilent() && System.nanoTime() - againAt >= 0;
    boolean changed = reader.takeChanged() || exchanged;
    if (question == null && (came || changed || due)) {
      again = false;
      question = reader.begin(CardSession::info);
    }
  }

  /** Takes the card's answer, if it comes within a time. */
  void settle(Duration most) throws InterruptedException {
    CardTask<CardInfo> asked = question;
    if (asked == null) {
      return;
    }
    try {
      CardInfo answer = asked.result().get(most.toNanos(), TimeUnit.NANOSECONDS);
      question = null;
      pauseNanos = FIRST_PAUSE_NANOS;
      identify(answer);
    } catch (TimeoutException e) {
      reader.expireIfLate(asked);
    } catch (ExecutionException e) {
      question = null;
      Throwable cause = e.getCause();
      fail(cause == null ? e : cause);
    }
  }

  private void identify(CardInfo answer) {
    CardInfo before = info;
    if (before != null && before.id().equals(answer.id())) {
      info = answer;
      return;
    }
    withdraw();
    WatchedReader other = claims.putIfAbsent(answer.id(), this);
    if (other != null) {
      String second =
          "a card with the id " + answer.id() + " is in reader " + other.reader.name() + " already";
      if (!problem.equals(second)) {
        LOG.warn("{}: {}; this one is not used", reader.name(), second);
      }
      problem = second;
      askAgain();
      return;
    }
    problem = "";
    info = answer;
    LOG.info("{}: {} is here", reader.name(), answer.id());
    listener.appeared(reader, answer);
  }

  private void fail(Throwable cause) {
    Failure failure =
        cause instanceof TransportException transport ? transport.failure() : Failure.FAULT;
    String text =
        switch (failure) {
          case NO_APPLET -> "the card has no applet for SKEP";
          case SILENT -> "the card does not answer; take it out and put it in again";
          case BUSY -> "another program is using the card";
          default -> "the card cannot be read; take it out and put it in again";
        };
    if (!problem.equals(text)) {
      LOG.info("{}: {} ({})", reader.name(), text, cause.getMessage());
    }
    if (failure != Failure.BUSY && failure != Failure.SILENT) {
      withdraw();
    }
    problem = text;
    if (failure != Failure.NO_APPLET) {
      // Somebody else's card is left alone: SELECT would disturb whoever uses it.
      askAgain();
    }
  }

  private void askAgain() {
    again = true;
    againAt = System.nanoTime() + pauseNanos;
    pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
  }

  private void leave() {
    present = false;
    again = false;
    problem = "";
    pauseNanos = FIRST_PAUSE_NANOS;
    CardTask<CardInfo> asked = question;
    if (asked != null) {
      asked.expire();
      question = null;
    }
    withdraw();
  }

  private void withdraw() {
    CardInfo before = info;
    if (before != null) {
      info = null;
      claims.remove(before.id(), this);
      LOG.info("{}: {} is gone", reader.name(), before.id());
      listener.disappeared(reader, before);
    }
  }

  /** The card goes with the reader. */
  void close() {
    leave();
    reader.close();
  }

  Slot slot() {
    CardInfo now = info;
    Optional<String> id = Optional.ofNullable(now).map(CardInfo::id);
    if (!present) {
      return new Slot(reader.name(), State.EMPTY, "", id);
    }
    if (reader.isSilent()) {
      return new Slot(
          reader.name(),
          State.UNUSABLE,
          "the card does not answer; take it out and put it in again",
          id);
    }
    if (now == null) {
      return problem.isEmpty()
          ? new Slot(reader.name(), State.READING, "", id)
          : new Slot(reader.name(), State.UNUSABLE, problem, id);
    }
    return switch (now.state()) {
      case BLANK, KEY_MADE -> new Slot(reader.name(), State.BLANK, "", id);
      case PERSONALIZED -> new Slot(reader.name(), State.PERSONALIZED, "", id);
      case STOPPED ->
          new Slot(
              reader.name(),
              State.UNUSABLE,
              "the card found a fault in itself and has stopped for good; replace it",
              id);
    };
  }
}

package dev.skep.se.pcsc.internal.reader;

import dev.skep.se.pcsc.internal.transport.TransportException;
import dev.skep.se.pcsc.internal.transport.TransportException.Failure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * An operation on its way through a reader's thread: how far it is, and by when its next step has
 * to be done. Thread-safe.
 *
 * @param <T> what it gives
 */
final class CardTask<T> {
  /** How far it is. */
  enum Phase {
    /** Behind others. */
    QUEUED,
    /** Waiting for the card, which another program may have. */
    WAITING,
    /** A command is with the card. */
    TALKING
  }

  private final CardJob<T> job;
  private final CompletableFuture<T> result = new CompletableFuture<>();
  private volatile Phase phase = Phase.QUEUED;
  private volatile long deadline;
  private volatile boolean sent;
  private volatile boolean expired;

  CardTask(CardJob<T> job, Duration patience) {
    this.job = job;
    this.deadline = System.nanoTime() + patience.toNanos();
  }

  CardJob<T> job() {
    return job;
  }

  CompletableFuture<T> result() {
    return result;
  }

  Phase phase() {
    return phase;
  }

  /** How long its next step may still take, in nanoseconds; negative when it is late. */
  long left() {
    return deadline - System.nanoTime();
  }

  /** It waits for the card. */
  void await(Duration most) throws TransportException {
    begin(Phase.WAITING, most);
  }

  /** It has sent a command. */
  void expect(Duration most) throws TransportException {
    begin(Phase.TALKING, most);
  }

  private void begin(Phase next, Duration most) throws TransportException {
    deadline = System.nanoTime() + most.toNanos();
    phase = next;
    if (result.isDone()) {
      throw new TransportException(Failure.SILENT, "nobody waits for this any more");
    }
  }

  /** From now on the card may have done something. */
  void markSent() {
    sent = true;
  }

  boolean sent() {
    return sent;
  }

  /** Ends it late; whoever waits gets the reason, unless it was done in this moment. */
  void expire() {
    TransportException late =
        phase == Phase.TALKING
            ? new TransportException(Failure.SILENT, "no answer in time")
            : new TransportException(Failure.BUSY, "no turn in time");
    if (result.completeExceptionally(sent ? late.afterSending() : late)) {
      expired = true;
    }
  }

  /** Whether nobody waits for it any more, though it is not done. */
  boolean isExpired() {
    return expired;
  }
}

package dev.skep.se.kernel.internal;

import dev.skep.api.Bytes;
import dev.skep.se.kernel.internal.operation.Draft;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The SE's memory of one session. All but {@link #discard} and {@link #isDiscarded} is for whoever
 * holds the lock.
 */
final class SessionSlot {
  private final Bytes id;
  private final long deadline;
  private final Draft draft;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean discarded;
  private long generation;
  private @Nullable SessionState resting;
  private @Nullable Bytes attempted;

  /**
   * A slot.
   *
   * @param id by which the handle finds it
   * @param deadline on the monotonic clock, in nanoseconds
   * @param draft what the session makes; closed with this
   */
  SessionSlot(Bytes id, long deadline, Draft draft) {
    this.id = id;
    this.deadline = deadline;
    this.draft = draft;
  }

  Bytes id() {
    return id;
  }

  boolean isExpired(long now) {
    return now - deadline >= 0;
  }

  void lock() {
    lock.lock();
  }

  void unlock() {
    lock.unlock();
    eraseIfDiscarded();
  }

  /** The number of the latest handle. */
  long generation() {
    return generation;
  }

  /** Makes all handles so far old. */
  long nextGeneration() {
    return ++generation;
  }

  @Nullable SessionState resting() {
    return resting;
  }

  void rest(SessionState state) {
    resting = state;
  }

  /** What the session made and has not committed. */
  Draft draft() {
    return draft;
  }

  /**
   * Notes a call that was answered inside but could not be stored. Another one must not follow: it
   * would put the same sequence numbers over other content.
   *
   * @param request the call's {@code KeptAnswer.requestOf}
   */
  void attempt(Bytes request) {
    attempted = request;
  }

  /** The call that has to come again, if there is one. */
  Optional<Bytes> attempted() {
    return Optional.ofNullable(attempted);
  }

  boolean isDiscarded() {
    return discarded;
  }

  /** Makes the slot useless and erases it; if it is in use, whoever uses it erases it. */
  void discard() {
    discarded = true;
    eraseIfDiscarded();
  }

  private void eraseIfDiscarded() {
    if (discarded && lock.tryLock()) {
      try {
        eraseState();
        draft.close();
      } finally {
        lock.unlock();
      }
    }
  }

  private void eraseState() {
    SessionState state = resting;
    if (state != null) {
      state.close();
      resting = null;
    }
  }
}

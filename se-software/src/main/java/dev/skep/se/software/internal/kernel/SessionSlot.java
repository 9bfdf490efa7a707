package dev.skep.se.software.internal.kernel;

import dev.skep.api.Bytes;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The SE's memory of one session. All but {@link #discard} and {@link #isDiscarded} is for whoever
 * holds the lock.
 */
final class SessionSlot {
  private final Bytes id;
  private final long deadline;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean discarded;
  private volatile boolean ended;
  private long generation;
  private @Nullable SessionState resting;
  private @Nullable Ending ending;

  /**
   * The end of a session, kept for when its answer is lost.
   *
   * @param request the records that ended it
   * @param answers what the SE answered
   */
  record Ending(List<Bytes> request, List<Bytes> answers) {
    Ending {
      request = List.copyOf(request);
      answers = List.copyOf(answers);
    }
  }

  /**
   * A slot.
   *
   * @param id by which the handle finds it
   * @param deadline on the monotonic clock, in nanoseconds
   */
  SessionSlot(Bytes id, long deadline) {
    this.id = id;
    this.deadline = deadline;
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

  /** Ends the session: its keys are erased, its last answer stays. */
  void end(Ending last) {
    ending = last;
    ended = true;
    eraseState();
  }

  @Nullable Ending ending() {
    return ending;
  }

  boolean isEnded() {
    return ended;
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
        ending = null;
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

package dev.skep.protocol.catalogue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Counts the users of one entry; once closed it lets nobody in but those inside, and waits for
 * them. Who is inside may enter again, since otherwise one would wait for the other.
 */
final class LeaseCount {
  private final Map<Thread, Integer> users = new HashMap<>();
  private boolean closed;

  synchronized boolean enter() {
    if (closed && !users.containsKey(Thread.currentThread())) {
      return false;
    }
    users.merge(Thread.currentThread(), 1, Integer::sum);
    return true;
  }

  /** Lets one use of a thread that has entered end; any thread may say so. */
  synchronized void leave(Thread user) {
    users.computeIfPresent(user, (thread, uses) -> uses == 1 ? null : uses - 1);
    if (users.isEmpty()) {
      notifyAll();
    }
  }

  /**
   * Closes it and waits until nobody is inside.
   *
   * @return false if somebody still was when the wait was over or interrupted
   */
  synchronized boolean drain(Duration wait) {
    closed = true;
    long deadline = System.nanoTime() + wait.toNanos();
    while (!users.isEmpty()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}

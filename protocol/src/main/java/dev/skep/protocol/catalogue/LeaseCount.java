package dev.skep.protocol.catalogue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Counts the users of one entry; once closed it lets nobody in and waits for those inside. */
final class LeaseCount {
  private int users;
  private boolean closed;

  synchronized boolean enter() {
    if (closed) {
      return false;
    }
    users++;
    return true;
  }

  synchronized void leave() {
    users--;
    if (users == 0) {
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
    while (users > 0) {
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

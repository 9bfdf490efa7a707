package dev.skep.se.kernel.internal.operation;

import java.util.concurrent.atomic.AtomicInteger;

/** How many provisional changes all sessions of an SE may have together. Thread-safe. */
public final class Room {
  private final int limit;
  private final AtomicInteger taken = new AtomicInteger();

  /** Room for so many. */
  public Room(int limit) {
    this.limit = limit;
  }

  /** Whether there was room for one more, which is then taken. */
  boolean take() {
    if (taken.incrementAndGet() <= limit) {
      return true;
    }
    taken.decrementAndGet();
    return false;
  }

  void give(int count) {
    taken.addAndGet(-count);
  }

  /** How many are taken. */
  public int taken() {
    return taken.get();
  }
}

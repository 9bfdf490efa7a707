package dev.skep.server.http.internal;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts what is going on at once, against a limit that may change meanwhile. Thread-safe. */
final class Places {
  private final AtomicInteger taken = new AtomicInteger();

  /**
   * Takes a place if fewer than {@code limit} are taken. Whoever got true calls {@link #leave}.
   *
   * @return whether there was one
   */
  boolean tryEnter(int limit) {
    if (taken.incrementAndGet() > limit) {
      taken.decrementAndGet();
      return false;
    }
    return true;
  }

  /** Gives a place back. */
  void leave() {
    taken.decrementAndGet();
  }
}

package dev.skep.testkit.broken;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds each thread until another one comes by, so that a fault which only two threads show does
 * show. The thread that made it passes, and so do all where nobody came for long a few times.
 */
final class Crossing {
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int DISAPPOINTMENTS = 3;

  private final Thread maker = Thread.currentThread();
  private final AtomicInteger arrivals = new AtomicInteger();
  private final AtomicInteger disappointments = new AtomicInteger();

  void pass() {
    int own = arrivals.incrementAndGet();
    if (Thread.currentThread() == maker || disappointments.get() >= DISAPPOINTMENTS) {
      return;
    }
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (arrivals.get() == own) {
      if (System.nanoTime() - end >= 0) {
        disappointments.incrementAndGet();
        return;
      }
      Thread.yield();
    }
  }
}

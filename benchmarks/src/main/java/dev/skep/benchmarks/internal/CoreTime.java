package dev.skep.benchmarks.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Time by the clock, less the time in which this thread was ready to run but other programs had the
 * cores. Waiting for another thread's lock counts, as it must where threads are compared. Linux
 * tells the difference; elsewhere this is the time by the clock.
 */
final class CoreTime {
  /** CPU time, time waiting for a core, time slices; in nanoseconds. */
  private static final Path STATISTICS = Path.of("/proc/thread-self/schedstat");

  private CoreTime() {}

  /** The calling thread's time, in nanoseconds, to be compared with another call's. */
  static long now() {
    return System.nanoTime() - waitedForCore();
  }

  private static long waitedForCore() {
    try {
      return Long.parseLong(Files.readString(STATISTICS).split(" ")[1]);
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }
}

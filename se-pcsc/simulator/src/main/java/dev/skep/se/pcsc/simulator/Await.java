package dev.skep.se.pcsc.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another process does, with a deadline. */
final class Await {
  private static final Duration PAUSE = Duration.ofMillis(5);

  private Await() {}

  /**
   * Waits.
   *
   * @param otherwise what the exception says when the deadline is over
   */
  static void until(Duration deadline, BooleanSupplier condition, Supplier<String> otherwise)
      throws IOException {
    long end = System.nanoTime() + deadline.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
        throw new IOException(otherwise.get());
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** A file's text, or why there is none. */
  static String contents(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}

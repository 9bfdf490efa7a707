package dev.skep.itest.vendor;

import dev.skep.itest.server.ServerProcess;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/** A line that is typed again and again, since what it asks for comes in its own time. */
final class Typed {
  private static final long EVERY_NANOS = 1_000_000_000L;

  private Typed() {}

  /** Types it at once, and each second until a condition holds. */
  static void until(ServerProcess server, String line, String what, BooleanSupplier condition)
      throws InterruptedException {
    long[] nextNanos = {System.nanoTime()};
    server.awaitThat(
        what,
        () -> {
          if (condition.getAsBoolean()) {
            return true;
          }
          if (System.nanoTime() - nextNanos[0] >= 0) {
            nextNanos[0] = System.nanoTime() + EVERY_NANOS;
            type(server, line);
          }
          return false;
        });
  }

  private static void type(ServerProcess server, String line) {
    try {
      server.type(line);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

package dev.skep.itest.karaf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One run of {@code bin/karaf daemon}; killed on close if it still lives. */
final class KarafProcess implements AutoCloseable {
  /** How long a start, an installation or a stop may take. */
  static final Duration DEADLINE = Duration.ofSeconds(180);

  private static final long POLL_MILLIS = 100;

  private final Process process;
  private final KarafHome home;

  private KarafProcess(Process process, KarafHome home) {
    this.process = process;
    this.home = home;
  }

  static KarafProcess start(KarafHome home, Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(home.folder().resolve("bin/karaf").toString(), "daemon")
            .directory(home.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(home.folder().resolve("output").toFile());
    builder.environment().putAll(environment);
    return new KarafProcess(builder.start(), home);
  }

  /**
   * Waits until a condition holds while it runs.
   *
   * @throws AssertionError if it ends or the deadline passes before; with its log
   */
  void awaitThat(String what, BooleanSupplier condition) throws InterruptedException {
    long endNanos = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > endNanos) {
        throw new AssertionError(
            "not " + what + ", " + (process.isAlive() ? "too slow" : "ended") + ":\n" + log());
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /**
   * Asks it to end, as an operator's SIGTERM does, and waits.
   *
   * @return the exit status
   */
  int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still running after " + DEADLINE + ":\n" + log());
    }
    return process.exitValue();
  }

  /** What it has logged until now. */
  String log() {
    return read(home.folder().resolve("output")) + read(home.log());
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      return "cannot read " + file + ": " + e;
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}

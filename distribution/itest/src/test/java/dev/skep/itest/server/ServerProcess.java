package dev.skep.itest.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One run of {@code bin/skep}; killed on close if it still lives. */
public final class ServerProcess implements AutoCloseable {
  /** How long a start, a stop or anything in between may take. */
  public static final Duration DEADLINE = Duration.ofSeconds(60);

  private static final Pattern READY = Pattern.compile("SKEP is ready after \\d+ ms at (\\S+)");
  private static final long POLL_MILLIS = 20;

  /** A test's server lives for seconds: compiling its code twice would take half of the time. */
  private static final String COMPILED_ONCE = "-XX:TieredStopAtLevel=1";

  private final Process process;
  private final Path output;

  private ServerProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts the command; does not wait.
   *
   * @param home the folder of the distribution
   * @param output a file for what it prints
   * @param environment added to this process's, without its variables of SKEP
   */
  public static ServerProcess start(
      Path home, Path output, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/skep").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(output.getParent().toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SKEP_"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JAVA_OPTS", COMPILED_ONCE);
    builder.environment().putAll(environment);
    return new ServerProcess(builder.start(), output);
  }

  /**
   * Waits until it says that it is ready.
   *
   * @return the address it listens on
   * @throws AssertionError if it ends or the deadline passes before; with what it printed
   */
  public String awaitReady() throws InterruptedException {
    awaitThat("ready", () -> READY.matcher(output()).find());
    Matcher matcher = READY.matcher(output());
    if (!matcher.find()) {
      throw new AssertionError("not ready:\n" + output());
    }
    return matcher.group(1);
  }

  /**
   * Waits until a condition holds while it runs.
   *
   * @throws AssertionError if it ends or the deadline passes before; with what it printed
   */
  public void awaitThat(String what, BooleanSupplier condition) throws InterruptedException {
    long endNanos = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > endNanos) {
        throw new AssertionError(
            "not " + what + ", " + (process.isAlive() ? "too slow" : "ended") + ":\n" + output());
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** The process's id: of Java itself, which the command becomes. */
  public long pid() {
    return process.pid();
  }

  /** Types a line. */
  public void type(String line) throws IOException {
    process.outputWriter().append(line).append('\n').flush();
  }

  /** Asks it to end, as an operator's SIGTERM does. */
  public void terminate() {
    process.destroy();
  }

  /**
   * Waits for its end.
   *
   * @return the exit status
   * @throws AssertionError if it runs on past the deadline; with what it printed
   */
  public int awaitExit(Duration deadline) throws InterruptedException {
    if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still running after " + deadline + ":\n" + output());
    }
    return process.exitValue();
  }

  /** Ends it at once, as {@code kill -9} does, and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** What it printed until now, both streams. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      return "cannot read " + output + ": " + e;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

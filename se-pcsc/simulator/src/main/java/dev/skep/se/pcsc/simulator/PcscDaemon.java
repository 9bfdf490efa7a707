package dev.skep.se.pcsc.simulator;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A pcscd of this JVM alone, with two virtual readers on ports of its own; the machine's own pcscd
 * is neither used nor disturbed.
 *
 * <p>pcscd's socket has a fixed place, {@code /run/pcscd}. So it runs in a mount namespace where a
 * private directory lies over it, and PC/SC in this JVM finds that directory by {@code
 * PCSCLITE_CSOCK_NAME}, which {@link #start} sets in the process. PC/SC reads it once, so start a
 * daemon before the first use of PC/SC, and one at a time. It ends with the JVM, however that ends.
 * Not thread-safe.
 */
public final class PcscDaemon implements AutoCloseable {
  private static final String SOCKET_VARIABLE = "PCSCLITE_CSOCK_NAME";
  private static final Path DRIVER = Path.of("/usr/lib/pcsc/drivers/serial/libifdvpcd.so");
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  /**
   * Standard input ends with this JVM, and then so does pcscd, whose process the shell becomes.
   * After an orderly stop there is nothing to be killed, and the directories are wanted again.
   */
  private static final String SCRIPT =
      "mkdir -p /run/pcscd && mount --bind \"$1\" /run/pcscd && exec 3<&0 && { (cat <&3 >/dev/null; kill -TERM $$ && rm -rf \"$1\" \"$3\") & }"
          + " && exec pcscd -f -c \"$2\" 3<&- </dev/null";

  private static final AtomicBoolean SAID = new AtomicBoolean();

  private final Path directory;
  private final Path socket;
  private final PortPair ports;
  private @Nullable Process process;

  private PcscDaemon(Path directory, Path socket, PortPair ports) {
    this.directory = directory;
    this.socket = socket;
    this.ports = ports;
  }

  /** What this machine lacks for it and how to get it, in one line; empty if it has all. */
  public static Optional<String> missing() {
    boolean hasDaemon =
        Files.isExecutable(Path.of("/usr/sbin/pcscd"))
            || Files.isExecutable(Path.of("/usr/bin/pcscd"));
    if (!hasDaemon || !Files.exists(DRIVER)) {
      return Optional.of(
          (hasDaemon ? DRIVER.toString() : "pcscd")
              + " is not installed: apt-get install --no-install-recommends pcscd vsmartcard-vpcd");
    }
    return Optional.empty();
  }

  /**
   * Why tests with a daemon are to be skipped, if they are: something is missing, and this is no
   * build server. Says so on standard output, once in a JVM.
   *
   * @throws IllegalStateException if something is missing where the environment has {@code CI=true}
   */
  public static Optional<String> reasonToSkip() {
    Optional<String> missing = missing();
    if (missing.isPresent() && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(missing.get());
    }
    if (missing.isPresent() && !SAID.getAndSet(true)) {
      System.out.println("SKIPPED: tests of cards in a real pcscd, since " + missing.get());
    }
    return missing;
  }

  /**
   * Has PC/SC in this JVM look for a daemon in the place where {@link #start} makes one, and in no
   * other, whether one is there or not. For a JVM that uses PC/SC before it starts a daemon.
   */
  public static void reserve() throws IOException {
    setSocket(socketOfThisJvm());
  }

  /**
   * Starts one, and waits until its readers are there.
   *
   * @throws IOException if it does not start; the message has what it said
   * @throws IllegalStateException if this JVM has one already, or {@link #missing} says something
   */
  public static PcscDaemon start() throws IOException {
    missing()
        .ifPresent(
            line -> {
              throw new IllegalStateException(line);
            });
    Path socket = socketOfThisJvm();
    if (Files.exists(socket)) {
      throw new IllegalStateException("this JVM has a pcscd already: " + socket);
    }
    setSocket(socket); // Before PC/SC looks for it.
    Path directory = Files.createTempDirectory("skep-pcscd-");
    PcscDaemon daemon = new PcscDaemon(directory, socket, PortPair.reserve());
    try {
      daemon.launch(true);
    } catch (IOException | RuntimeException e) {
      daemon.close();
      throw e;
    }
    return daemon;
  }

  /**
   * Where vpcd listens for a reader.
   *
   * @param reader 0 or 1
   */
  public int port(int reader) {
    return ports.first() + reader;
  }

  /** The readers as PC/SC names them, in the order of {@link #port}. */
  public List<String> readerNames() {
    return List.of(readerName() + " 00 00", readerName() + " 00 01");
  }

  /** The socket of this daemon, for {@code PCSCLITE_CSOCK_NAME} of other processes. */
  public Path socket() {
    return socket;
  }

  /** Whether it runs. */
  public boolean running() {
    return process != null && process.isAlive();
  }

  /** The process, which is pcscd itself. */
  long pid() {
    if (process == null) {
      throw new IllegalStateException("pcscd does not run");
    }
    return process.pid();
  }

  /** Ends it, by SIGTERM, and waits; cards are out then. Does nothing if it does not run. */
  public void stop() {
    if (process == null) {
      return;
    }
    process
        .toHandle()
        .destroy(); // Process.destroy would close its input, which has a meaning here.
    try {
      if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } finally {
      closeInput(process);
      process = null;
    }
  }

  /** Ends it if it runs, and starts it on the same ports; cards have to be put in again. */
  public void restart() throws IOException {
    stop();
    launch(true);
  }

  /** As {@link #restart}, but both readers are unplugged. */
  public void restartWithoutReaders() throws IOException {
    stop();
    launch(false);
  }

  /** Ends it for good. */
  @Override
  public void close() {
    stop();
    ports.close();
    TemporaryFiles.delete(directory);
    TemporaryFiles.delete(socketDirectory());
  }

  private void launch(boolean withReaders) throws IOException {
    TemporaryFiles.delete(socketDirectory());
    Files.createDirectories(socketDirectory());
    Path configuration = Files.createDirectories(directory.resolve("reader.conf.d"));
    Files.writeString(configuration.resolve("vpcd"), withReaders ? readers() : "");
    Path log = directory.resolve("pcscd.log");
    List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
    if (libc("geteuid").invokeInt(new Object[0]) != 0) {
      command.add("--map-root-user");
    }
    command.addAll(
        List.of(
            "sh",
            "-c",
            SCRIPT,
            "sh",
            socketDirectory().toString(),
            configuration.toString(),
            directory.toString()));
    process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Await.until(
        DEADLINE,
        () -> !running() || (Files.exists(socket) && (!withReaders || ports.listening())),
        () -> "pcscd is not ready: " + Await.contents(log));
    if (!running()) {
      throw new IOException("pcscd did not start: " + Await.contents(log));
    }
  }

  private String readers() {
    return """
        FRIENDLYNAME "%s"
        DEVICENAME /dev/null:0x%04X
        LIBPATH %s
        CHANNELID 0x%04X
        """
        .formatted(readerName(), ports.first(), DRIVER, ports.first());
  }

  private static String readerName() {
    return "SKEP Virtual PCD";
  }

  private Path socketDirectory() {
    Path parent = socket.getParent();
    if (parent == null) {
      throw new IllegalStateException(SOCKET_VARIABLE + " has no directory: " + socket);
    }
    return parent;
  }

  private static void closeInput(Process process) {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path socketOfThisJvm() {
    return Path.of(
        System.getProperty("java.io.tmpdir"),
        "skep-pcsc-" + ProcessHandle.current().pid(),
        "pcscd.comm");
  }

  private static void setSocket(Path socket) throws IOException {
    if (libc("setenv").invokeInt(new Object[] {SOCKET_VARIABLE, socket.toString(), 1}) != 0) {
      throw new IOException(SOCKET_VARIABLE + " cannot be set");
    }
  }

  private static Function libc(String name) {
    return NativeLibrary.getInstance("c").getFunction(name);
  }
}

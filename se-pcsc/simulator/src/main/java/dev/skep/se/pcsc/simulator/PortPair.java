package dev.skep.se.pcsc.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two neighbouring ports for vpcd, below those that systems hand out, and locked against other
 * builds on this machine until it is closed.
 */
final class PortPair implements AutoCloseable {
  private static final int FROM = 20_000;
  private static final int TO = 32_000;
  private static final String LISTENING = "0A";

  private final int first;
  private final FileChannel lockFile;

  private PortPair(int first, FileChannel lockFile) {
    this.first = first;
    this.lockFile = lockFile;
  }

  static PortPair reserve() throws IOException {
    Path locks =
        Files.createDirectories(
            Path.of(
                System.getProperty("java.io.tmpdir"),
                "skep-vpcd-ports-" + System.getProperty("user.name")));
    for (int port = FROM; port < TO; port += 2) {
      FileChannel channel =
          FileChannel.open(
              locks.resolve(port + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (locked(channel) && free(port) && free(port + 1)) {
        return new PortPair(port, channel);
      }
      channel.close();
    }
    throw new IOException("no two free ports from " + FROM + " to " + TO);
  }

  int first() {
    return first;
  }

  /** Whether both are listened on. A connection would be a card, so the kernel is asked. */
  boolean listening() {
    Set<Integer> ports =
        Stream.of("/proc/net/tcp", "/proc/net/tcp6")
            .map(Path::of)
            .filter(Files::exists)
            .flatMap(PortPair::lines)
            .map(line -> line.trim().toUpperCase(Locale.ROOT).split("\\s+"))
            .filter(fields -> fields.length > 3 && fields[3].equals(LISTENING))
            .map(
                fields -> Integer.parseInt(fields[1].substring(fields[1].lastIndexOf(':') + 1), 16))
            .collect(Collectors.toSet());
    return ports.contains(first) && ports.contains(first + 1);
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static boolean free(int port) {
    try (ServerSocket probe = new ServerSocket(port)) {
      return probe.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}

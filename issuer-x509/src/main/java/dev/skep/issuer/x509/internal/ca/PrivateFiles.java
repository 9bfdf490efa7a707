package dev.skep.issuer.x509.internal.ca;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files of their owner only that are, after a power loss, there whole or not at all. */
final class PrivateFiles {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private PrivateFiles() {}

  /**
   * Makes a file that must not exist yet, and the folders above it.
   *
   * @param content read, not kept
   * @throws IOException if it is not surely on the disk
   */
  static void create(Path file, byte[] content) throws IOException {
    Path directory = directoryOf(file);
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, ownerOnly("rwx------"));
    }
    Path temporary = Files.createTempFile(directory, ".", ".new", ownerOnly("rw-------"));
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      sync(directory);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Reads a whole file.
   *
   * @param maximumBytes a longer one is refused
   * @return the content; the caller zeroes it if it is secret
   * @throws IOException if it cannot be read, is too long, or is open to others than its owner; the
   *     message says what to do
   */
  static byte[] read(Path file, int maximumBytes) throws IOException {
    if (isOpenToOthers(file)) {
      throw new IOException("others than its owner may access it: chmod 600 it");
    }
    if (Files.size(file) > maximumBytes) {
      throw new IOException("it is longer than " + maximumBytes + " bytes: it is another file");
    }
    return Files.readAllBytes(file);
  }

  private static boolean isOpenToOthers(Path file) throws IOException {
    return hasPosixPermissions()
        && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
  }

  private static FileAttribute<?>[] ownerOnly(String permissions) {
    return hasPosixPermissions()
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean hasPosixPermissions() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }

  private static Path directoryOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException(file + " is in no directory");
    }
    return parent;
  }

  private static void sync(Path directory) throws IOException {
    if (!hasPosixPermissions()) {
      return; // Windows opens no directories, and writes its entries through.
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}

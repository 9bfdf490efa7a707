package dev.skep.server.core.internal.keys;

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

/** Files of the owner only that are, after a power loss, there whole or not at all. */
public final class DurableFiles {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private DurableFiles() {}

  /**
   * Makes a file that must not exist yet.
   *
   * @param content read, not kept
   * @throws IOException if it is not surely on the disk
   */
  public static void create(Path file, byte[] content) throws IOException {
    Path directory = directoryOf(file);
    // The dot and the suffix keep a torn one out of every reader's sight.
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

  /** Deletes a file for good; an absent one is ignored. */
  static void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
    sync(directoryOf(file));
  }

  /** Makes a directory of the owner only, unless it is there. */
  public static void createDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, ownerOnly("rwx------"));
    }
  }

  /** Makes the directory of a file, of the owner only, unless it is there. */
  public static void createDirectoryOf(Path file) throws IOException {
    createDirectory(directoryOf(file));
  }

  /** Whether the file system says that others than the owner may do anything with the file. */
  public static boolean isOpenToOthers(Path file) throws IOException {
    if (!hasPosixPermissions()) {
      return false;
    }
    return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
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

package dev.skep.api.files;

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
   * Writes a file that only its owner can read and write, in place of one that exists.
   *
   * @param file in a directory that exists
   * @param content read, not kept
   * @throws IOException if it is not surely on the disk
   */
  public static void write(Path file, byte[] content) throws IOException {
    // The dot and the suffix keep a torn one out of every reader's sight.
    Path temporary = Files.createTempFile(directoryOf(file), ".", ".new", ownerOnly("rw-------"));
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      move(temporary, file);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Gives a file another name in the same directory, in place of a file that has it.
   *
   * @throws IOException if it is not surely done
   */
  public static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    sync(directoryOf(to));
  }

  /**
   * Deletes a file for good; an absent one is ignored.
   *
   * @throws IOException if it may still be there
   */
  public static void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
    sync(directoryOf(file));
  }

  /**
   * Makes a directory of the owner only, with those above it, unless it is there.
   *
   * @throws IOException if it cannot be made
   */
  public static void createDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, ownerOnly("rwx------"));
    }
  }

  /**
   * Makes the directory of a file, of the owner only, unless it is there.
   *
   * @throws IOException if it cannot be made
   */
  public static void createDirectoryOf(Path file) throws IOException {
    createDirectory(directoryOf(file));
  }

  /**
   * Whether the file system says that others than the owner may do anything with the file. False on
   * file systems without POSIX permissions, where the operator's access rules have to see to that.
   *
   * @throws IOException if it cannot be asked
   */
  public static boolean isOpenToOthers(Path file) throws IOException {
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

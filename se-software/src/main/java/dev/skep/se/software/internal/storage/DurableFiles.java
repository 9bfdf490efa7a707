package dev.skep.se.software.internal.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writing files so that a power cut at any moment leaves the old content or the new one, and the
 * content before the newest as a copy beside it.
 */
final class DurableFiles {
  private DurableFiles() {}

  /** The copy of the content before the newest. */
  static Path backupOf(Path file) {
    return beside(file, ".bak");
  }

  /**
   * Replaces a file's content, and keeps the content from before as {@link #backupOf}.
   *
   * @param file absolute, in a folder that exists
   */
  static void replace(Path file, byte[] content) throws IOException {
    Path next = beside(file, ".tmp");
    Files.deleteIfExists(next);
    create(next, content);
    if (Files.exists(file)) {
      keepBackup(file);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    syncFolder(file);
  }

  /**
   * Creates a file that only the owner can read and write, durably except for its name.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it exists
   */
  static void create(Path file, byte[] content) throws IOException {
    Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    FileAttribute<?>[] attributes =
        hasPermissions(folder(file))
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (FileChannel channel = FileChannel.open(file, options, attributes)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /** Makes names that were added to or changed in the file's folder durable. */
  static void syncFolder(Path file) throws IOException {
    // Other systems neither need this nor can open a folder.
    if (hasPermissions(folder(file))) {
      try (FileChannel channel = FileChannel.open(folder(file), StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Whether POSIX permissions mean something where this file is. */
  static boolean hasPermissions(Path existing) throws IOException {
    return Files.getFileStore(existing).supportsFileAttributeView(PosixFileAttributeView.class);
  }

  private static void keepBackup(Path file) throws IOException {
    Path next = beside(file, ".bak.tmp");
    Files.deleteIfExists(next);
    try {
      Files.createLink(next, file);
    } catch (IOException | UnsupportedOperationException e) {
      // Not every file system has hard links.
      create(next, Files.readAllBytes(file));
    }
    Files.move(next, backupOf(file), StandardCopyOption.ATOMIC_MOVE);
    // A rename onto another link of the same file does nothing and leaves the name.
    Files.deleteIfExists(next);
    syncFolder(file);
  }

  private static Path beside(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  private static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IllegalArgumentException(file + " is no file in a folder");
    }
    return folder;
  }
}

package dev.skep.se.kernel.internal.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;

/**
 * Writing files so that a power cut at any moment leaves the old content or the new one, and the
 * content before the newest as a copy beside it.
 */
final class DurableFiles {
  private final FileSteps steps;

  /** Durable files out of single steps. */
  DurableFiles(FileSteps steps) {
    this.steps = steps;
  }

  /** The copy of the content before the newest. */
  static Path backupOf(Path file) {
    return beside(file, ".bak");
  }

  /**
   * Replaces a file's content, and keeps the content from before as {@link #backupOf}.
   *
   * @param file absolute, in a folder that exists
   */
  void replace(Path file, byte[] content) throws IOException {
    Path next = beside(file, ".tmp");
    steps.delete(next);
    create(next, content);
    if (Files.exists(file)) {
      keepBackup(file);
    }
    steps.rename(next, file);
    steps.syncFolder(file);
  }

  /**
   * Creates a file that only the owner can read and write, durably except for its name.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it exists
   */
  void create(Path file, byte[] content) throws IOException {
    steps.create(file);
    steps.write(file, content);
    steps.sync(file);
  }

  /** Makes names that were added to or changed in the file's folder durable. */
  void syncFolder(Path file) throws IOException {
    steps.syncFolder(file);
  }

  /** Whether POSIX permissions mean something where this file is. */
  static boolean hasPermissions(Path existing) throws IOException {
    return Files.getFileStore(existing).supportsFileAttributeView(PosixFileAttributeView.class);
  }

  private void keepBackup(Path file) throws IOException {
    Path next = beside(file, ".bak.tmp");
    steps.delete(next);
    try {
      steps.link(next, file);
    } catch (IOException | UnsupportedOperationException e) {
      // Not every file system has hard links.
      create(next, Files.readAllBytes(file));
    }
    steps.rename(next, backupOf(file));
    // A rename onto another link of the same file does nothing and leaves the name.
    steps.delete(next);
    steps.syncFolder(file);
  }

  private static Path beside(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  /** The folder that a file is in. */
  static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IllegalArgumentException(file + " is no file in a folder");
    }
    return folder;
  }
}

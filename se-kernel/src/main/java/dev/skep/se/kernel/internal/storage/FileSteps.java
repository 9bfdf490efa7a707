package dev.skep.se.kernel.internal.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The single steps of which {@link DurableFiles} is made, each of which can be the last one before
 * a power cut. Without state.
 */
class FileSteps {
  FileSteps() {}

  /** Creates an empty file that only the owner can read and write. */
  void create(Path file) throws IOException {
    Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    FileAttribute<?>[] attributes =
        DurableFiles.hasPermissions(DurableFiles.folder(file))
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    FileChannel.open(file, options, attributes).close();
  }

  /** Writes a file that is empty. */
  void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }

  /** Makes a file's content durable. */
  void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Gives a file another name besides. */
  void link(Path link, Path existing) throws IOException {
    Files.createLink(link, existing);
  }

  /** Renames a file, in place of one of that name. */
  void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Deletes a file if it is there. */
  void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  /** Makes names that were added to or changed in the file's folder durable. */
  void syncFolder(Path file) throws IOException {
    // Other systems neither need this nor can open a folder.
    Path folder = DurableFiles.folder(file);
    if (DurableFiles.hasPermissions(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}

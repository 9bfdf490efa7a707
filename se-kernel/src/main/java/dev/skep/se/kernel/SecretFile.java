package dev.skep.se.kernel;

import dev.skep.api.SecretBytes;
import dev.skep.api.files.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/**
 * Reads a file that only its owner may read. On file systems without POSIX permissions the
 * operator's access rules have to see to that; they are not checked.
 */
public final class SecretFile {
  private SecretFile() {}

  /**
   * Reads the whole file.
   *
   * @param maximumBytes how long it may be
   * @return what is in it; the caller closes it
   * @throws StorageException if it is not there, too long, or others may do anything with it
   */
  public static SecretBytes read(Path file, int maximumBytes) throws StorageException {
    try {
      checkPermissions(file);
      return readAll(file, maximumBytes);
    } catch (NoSuchFileException e) {
      throw new StorageException(file, "does not exist: create it, or correct the setting", e);
    } catch (IOException e) {
      throw new StorageException(file, "cannot be read (" + e + ")", e);
    }
  }

  private static void checkPermissions(Path file) throws IOException, StorageException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (!Files.isRegularFile(file)) {
      throw new StorageException(file, "is no regular file");
    }
    if (!DurableFiles.isOpenToOthers(file)) {
      return;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    throw new StorageException(
        file,
        "is accessible to group or others ("
            + PosixFilePermissions.toString(permissions)
            + "): run chmod 600 on it, and replace the secret if others may have read it");
  }

  private static SecretBytes readAll(Path file, int maximumBytes)
      throws IOException, StorageException {
    byte[] content = new byte[maximumBytes + 1];
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      int read;
      do {
        read = channel.read(buffer);
      } while (read >= 0 && buffer.hasRemaining());
      if (!buffer.hasRemaining()) {
        throw new StorageException(file, "is longer than " + maximumBytes + " bytes");
      }
      return SecretBytes.adopt(Arrays.copyOf(content, buffer.position()));
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }
}

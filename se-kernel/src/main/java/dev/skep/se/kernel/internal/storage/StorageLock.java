package dev.skep.se.kernel.internal.storage;

import dev.skep.se.kernel.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every other process, and every other user in this one, off a storage file. The lock file
 * stays when the lock is gone: to delete it could let two in at once.
 */
final class StorageLock implements AutoCloseable {
  private final FileChannel channel;

  private StorageLock(FileChannel channel) {
    this.channel = channel;
  }

  static StorageLock take(Path storageFile) throws StorageException {
    Path file = storageFile.resolveSibling(storageFile.getFileName() + ".lock");
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) != null) {
        return new StorageLock(channel);
      }
      channel.close();
    } catch (IOException e) {
      closeQuietly(channel);
      throw new StorageException(
          file, "cannot be locked (" + e + "): the folder must be writable for this program", e);
    }
    throw new StorageException(
        storageFile,
        "is in use by another security element, in this program or another one: stop that one, or"
            + " choose another file");
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      return;
    }
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }
}

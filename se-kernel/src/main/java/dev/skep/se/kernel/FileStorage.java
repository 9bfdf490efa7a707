package dev.skep.se.kernel;

import dev.skep.se.kernel.internal.storage.FileSealedStorage;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * Sealed storage in one file, for vendors whose hardware has the keys and no room for the state:
 * AES-256-GCM, replaced atomically and durably; the file before it stays beside it as {@code .bak}.
 *
 * <p>A file by itself cannot tell that it was put back to an older copy of itself; storage that
 * must needs a counter in hardware.
 */
public final class FileStorage {
  private FileStorage() {}

  /**
   * Takes a storage file for this user alone; its folder is created when it is not there.
   *
   * @param file need not exist yet
   * @param key asked when the state is loaded, or stored for the first time
   * @return the storage, which the caller closes
   * @throws StorageException if it is in use, or its place cannot be used
   */
  public static SealedStorage open(Path file, StorageKey key, SecureRandom random)
      throws StorageException {
    return FileSealedStorage.open(file, key, random);
  }
}

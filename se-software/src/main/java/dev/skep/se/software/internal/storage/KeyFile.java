package dev.skep.se.software.internal.storage;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * 32 random bytes in a file, used as the key without any derivation.
 *
 * @param file whose permissions shut everybody but the owner out
 * @param createOnFirstStart whether to make the file when neither it nor the storage file exists
 * @param random for making it
 */
public record KeyFile(Path file, boolean createOnFirstStart, SecureRandom random)
    implements StorageKey {
  @Override
  public int kind() {
    return 1;
  }

  @Override
  public int iterations() {
    return 0;
  }

  @Override
  public String description() {
    return "the key in " + file;
  }

  @Override
  public void prepareFirstStart() throws StorageException {
    if (!createOnFirstStart || Files.exists(file)) {
      return;
    }
    byte[] key = new byte[AesGcm256.KEY_BYTES];
    random.nextBytes(key);
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      DurableFiles files = new DurableFiles(new FileSteps());
      files.create(file, key);
      files.syncFolder(file);
    } catch (IOException e) {
      throw new StorageException(file, "cannot be created (" + e + ")", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  @Override
  public SecretBytes key(Bytes salt, int iterations) throws StorageException {
    SecretBytes key = SecretFile.read(file, AesGcm256.KEY_BYTES);
    if (key.length() != AesGcm256.KEY_BYTES) {
      int found = key.length();
      key.close();
      throw new StorageException(
          file,
          "has "
              + found
              + " bytes, but a key has exactly 32: restore it from its copy, or, if"
              + " nothing was ever stored with it, delete it");
    }
    return key;
  }
}

package dev.skep.se.software.internal.storage;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.files.DurableFiles;
import dev.skep.se.kernel.SecretFile;
import dev.skep.se.kernel.StorageException;
import dev.skep.se.kernel.StorageKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

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
  public String kind() {
    return "key-file";
  }

  @Override
  public String description() {
    return "the key in " + file;
  }

  @Override
  public NewKey create() throws StorageException {
    if (createOnFirstStart && !Files.exists(file)) {
      make();
    }
    return new NewKey(read(), Bytes.EMPTY);
  }

  private void make() throws StorageException {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    try {
      DurableFiles.createDirectoryOf(file);
      DurableFiles.write(file, key);
    } catch (IOException e) {
      throw new StorageException(file, "cannot be created (" + e + ")", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  @Override
  public Optional<SecretBytes> open(Bytes kept) throws StorageException {
    return kept.length() == 0 ? Optional.of(read()) : Optional.empty();
  }

  private SecretBytes read() throws StorageException {
    SecretBytes key = SecretFile.read(file, KEY_BYTES);
    if (key.length() != KEY_BYTES) {
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

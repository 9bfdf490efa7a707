package ${package};

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.se.kernel.StorageException;
import dev.skep.se.kernel.StorageKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/** The key of the state in the words of the kernel. Nothing to write here. */
record HardwareStorageKey(Hardware hardware, Path folder, SecureRandom random)
    implements StorageKey {
  @Override
  public String kind() {
    return "${name}";
  }

  @Override
  public String description() {
    return "the ${name} hardware of " + folder;
  }

  @Override
  public NewKey create() throws StorageException {
    SecretBytes key = SecretBytes.random(KEY_BYTES, random);
    try {
      return new NewKey(key, hardware.wrap(key));
    } catch (StorageException | RuntimeException e) {
      key.close();
      throw e;
    }
  }

  @Override
  public Optional<SecretBytes> open(Bytes kept) throws StorageException {
    return hardware.unwrap(kept);
  }
}

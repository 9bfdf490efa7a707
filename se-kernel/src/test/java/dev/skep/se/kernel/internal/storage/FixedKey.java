package dev.skep.se.kernel.internal.storage;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.se.kernel.StorageKey;
import java.util.Optional;

/**
 * A key that is masked with another one, as hardware would wrap it.
 *
 * @param mask of all 32 bytes
 */
record FixedKey(byte mask) implements StorageKey {
  @Override
  public String kind() {
    return "fixed";
  }

  @Override
  public String description() {
    return "the key of the test";
  }

  @Override
  public NewKey create() {
    SecretBytes key = SecretBytes.random(KEY_BYTES, StorageFixture.RANDOM);
    return new NewKey(key, Bytes.of(masked(key.use(Bytes::of))));
  }

  @Override
  public Optional<SecretBytes> open(Bytes kept) {
    return kept.length() == KEY_BYTES
        ? Optional.of(SecretBytes.adopt(masked(kept)))
        : Optional.empty();
  }

  private byte[] masked(Bytes bytes) {
    byte[] masked = bytes.toArray();
    for (int i = 0; i < masked.length; i++) {
      masked[i] ^= mask;
    }
    return masked;
  }
}

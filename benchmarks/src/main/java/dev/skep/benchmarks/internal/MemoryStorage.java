package dev.skep.benchmarks.internal;

import dev.skep.api.SecretBytes;
import dev.skep.se.kernel.SealedStorage;
import java.util.Optional;

/** A security element's storage in memory, since holders' disks are not what is measured. */
final class MemoryStorage implements SealedStorage {
  private static final int MAXIMUM_BYTES = 1 << 20;

  private Optional<SecretBytes> content = Optional.empty();

  @Override
  public Optional<SecretBytes> load() {
    return content.map(kept -> kept.slice(0, kept.length()));
  }

  @Override
  public void store(SecretBytes next) {
    close();
    content = Optional.of(next.slice(0, next.length()));
  }

  @Override
  public int maximumBytes() {
    return MAXIMUM_BYTES;
  }

  @Override
  public void close() {
    content.ifPresent(SecretBytes::close);
    content = Optional.empty();
  }
}

package dev.skep.se.kernel.internal;

import dev.skep.api.SecretBytes;
import dev.skep.se.kernel.SealedStorage;
import dev.skep.se.kernel.StorageException;
import java.nio.file.Path;
import java.util.Optional;

/** Storage as a vendor could bring it; survives a restart of the SE that uses it. */
final class MemorySealedStorage implements SealedStorage {
  private byte[] content = {};
  private boolean failing;
  private int closed;
  int maximumBytes = 1 << 20;

  /** Storage with the same content. */
  MemorySealedStorage copy() {
    MemorySealedStorage copy = new MemorySealedStorage();
    copy.content = content.clone();
    return copy;
  }

  void failFromNowOn(boolean fail) {
    failing = fail;
  }

  byte[] content() {
    return content.clone();
  }

  void content(byte[] next) {
    content = next.clone();
  }

  int timesClosed() {
    return closed;
  }

  @Override
  public Optional<SecretBytes> load() {
    return content.length == 0 ? Optional.empty() : Optional.of(SecretBytes.copyOf(content));
  }

  @Override
  public void store(SecretBytes next) throws StorageException {
    if (failing) {
      throw new StorageException(Path.of("memory"), "is full");
    }
    content = next.copy();
  }

  @Override
  public int maximumBytes() {
    return maximumBytes;
  }

  @Override
  public void close() {
    closed++;
  }
}

package dev.skep.se.kernel.internal;

import dev.skep.api.SecretBytes;
import dev.skep.se.kernel.SealedStorage;
import dev.skep.se.kernel.StorageException;
import java.util.Optional;

/** Storage whose power is cut at one store, just before or just after it took effect. */
final class CutStorage implements SealedStorage {
  private final MemorySealedStorage storage;
  private int left = Integer.MAX_VALUE;
  private boolean afterwards;

  CutStorage(MemorySealedStorage storage) {
    this.storage = storage;
  }

  /** Cuts at the store after so many more. */
  void cutAfter(int stores, boolean tookEffect) {
    left = stores;
    afterwards = tookEffect;
  }

  @Override
  public Optional<SecretBytes> load() {
    return storage.load();
  }

  @Override
  public void store(SecretBytes content) throws StorageException {
    boolean cut = left-- <= 0;
    if (!cut || afterwards) {
      storage.store(content);
    }
    if (cut) {
      throw new PowerCut();
    }
  }

  @Override
  public int maximumBytes() {
    return storage.maximumBytes();
  }

  @Override
  public void close() {}
}

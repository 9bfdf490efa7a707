package dev.skep.server.core.internal.keys;

import dev.skep.api.issuer.KeyRingStore;
import dev.skep.api.issuer.SealedKey;
import dev.skep.api.issuer.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** A store in memory that can be away and can fail. */
final class MemoryKeyStore implements KeyRingStore, Supplier<Optional<KeyRingStore>> {
  final Map<String, SealedKey> rows = new ConcurrentHashMap<>();
  volatile boolean present = true;
  volatile boolean failing;

  /** What another node does just before the next key is added. */
  volatile Runnable beforeAdd = () -> {};

  @Override
  public Optional<KeyRingStore> get() {
    return present ? Optional.of(this) : Optional.empty();
  }

  @Override
  public List<SealedKey> all() throws StoreException {
    check();
    return List.copyOf(rows.values());
  }

  @Override
  public boolean add(SealedKey key) throws StoreException {
    check();
    Runnable meanwhile = beforeAdd;
    beforeAdd = () -> {};
    meanwhile.run();
    return rows.putIfAbsent(key.keyId(), key) == null;
  }

  @Override
  public void remove(String keyId) throws StoreException {
    check();
    rows.remove(keyId);
  }

  private void check() throws StoreException {
    if (failing) {
      throw new StoreException("the disk is full");
    }
  }
}

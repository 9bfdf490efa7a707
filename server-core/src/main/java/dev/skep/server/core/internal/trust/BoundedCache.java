package dev.skep.server.core.internal.trust;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers so many entries and forgets the one that was not used for the longest. Thread-safe. */
final class BoundedCache<K, V> {
  private final Map<K, V> entries;

  BoundedCache(int capacity) {
    entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return super.size() > capacity;
          }
        };
  }

  Optional<V> find(K key) {
    synchronized (entries) {
      return Optional.ofNullable(entries.get(key));
    }
  }

  void put(K key, V value) {
    synchronized (entries) {
      entries.put(key, value);
    }
  }

  int size() {
    synchronized (entries) {
      return entries.size();
    }
  }
}

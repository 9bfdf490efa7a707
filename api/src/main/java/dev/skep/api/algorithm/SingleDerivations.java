package dev.skep.api.algorithm;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;

/** Derives each key by itself, for functions whose keys have nothing in common to compute. */
final class SingleDerivations implements Derivation {
  private final KeyDerivation function;
  private final SecretBytes key;
  private final Bytes context;
  private boolean closed;

  /**
   * Remembers what to derive from.
   *
   * @param key K; stays the caller's
   */
  SingleDerivations(KeyDerivation function, SecretBytes key, Bytes context) {
    this.function = function;
    this.key = key;
    this.context = context;
  }

  @Override
  public SecretBytes derive(String label, int lengthBytes) {
    if (closed) {
      throw new IllegalStateException("this derivation is closed");
    }
    return function.derive(key, label, context, lengthBytes);
  }

  @Override
  public void close() {
    closed = true;
  }
}

package dev.skep.server.core.internal.trust;

import java.lang.ref.WeakReference;
import java.security.Provider;
import java.security.PublicKey;

/**
 * The key of a leaf's issuer. An engine's form of it is held weakly, so that an engine that is gone
 * is not kept by paths that nobody asks for any more. Thread-safe.
 */
final class IssuerKey {
  private final PublicKey key;
  private volatile WeakReference<EngineKey> latest = new WeakReference<>(null);

  /** Of the key as its certificate has it. */
  IssuerKey(PublicKey key) {
    this.key = key;
  }

  /** The key in the form of an engine. */
  EngineKey in(Provider engine) {
    EngineKey known = latest.get();
    if (known == null || known.engine() != engine) {
      known = EngineKey.of(key, engine);
      latest = new WeakReference<>(known);
    }
    return known;
  }
}

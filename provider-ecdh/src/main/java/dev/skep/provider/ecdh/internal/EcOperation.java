package dev.skep.provider.ecdh.internal;

import java.security.Provider;
import org.jspecify.annotations.Nullable;

/**
 * One engine operation, and the setting that chooses its engine.
 *
 * @param setting the setting with the preference
 * @param type the JCA service type, for example {@code KeyAgreement}
 * @param algorithm the JCA algorithm, for example {@code ECDH}
 */
record EcOperation(Setting setting, String type, String algorithm) {
  /** The settings of {@link EcEngines}, one for each kind of operation. */
  enum Setting {
    /** Key agreement and key generation on the NIST curves. */
    ECDH("engine.ecdh", "EC"),
    /** ECDSA and the generation of its keys. */
    ECDSA("engine.ecdsa", "EC"),
    /** Key agreement and key generation on Curve25519. */
    X25519("engine.x25519", "X25519"),
    /** Ed25519 and the generation of its keys. */
    ED25519("engine.ed25519", "Ed25519"),
    /** The HMAC inside HKDF. */
    HMAC("engine.hmac", null);

    private final String key;
    private final @Nullable String keys;

    Setting(String key, @Nullable String keys) {
      this.key = key;
      this.keys = keys;
    }

    /** The name in the configuration. */
    String key() {
      return key;
    }

    /** Whether an engine reads the keys that go with it; what works without such keys, all do. */
    boolean keysAreReadBy(Provider engine) {
      return keys == null || engine.getService("KeyFactory", keys) != null;
    }
  }
}

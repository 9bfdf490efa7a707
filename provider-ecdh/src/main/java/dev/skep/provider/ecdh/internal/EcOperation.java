package dev.skep.provider.ecdh.internal;

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
    ECDH("engine.ecdh"),
    /** ECDSA and the generation of its keys. */
    ECDSA("engine.ecdsa"),
    /** Key agreement and key generation on Curve25519. */
    X25519("engine.x25519"),
    /** Ed25519 and the generation of its keys. */
    ED25519("engine.ed25519"),
    /** The HMAC inside HKDF. */
    HMAC("engine.hmac");

    private final String key;

    Setting(String key) {
      this.key = key;
    }

    /** The name in the configuration. */
    String key() {
      return key;
    }
  }
}

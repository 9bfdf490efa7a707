package dev.skep.provider.pqc.internal;

/**
 * One engine operation, and the setting that chooses its engine.
 *
 * @param setting the setting with the preference
 * @param type the JCA service type, for example {@code KeyGenerator}
 * @param algorithm the JCA algorithm, for example {@code ML-KEM-768}
 */
record PqcOperation(Setting setting, String type, String algorithm) {
  /** The settings of {@link PqcEngines}, one for each kind of operation. */
  enum Setting {
    /** ML-KEM and the generation of its keys. */
    MLKEM("engine.mlkem"),
    /** ML-DSA and the generation of its keys. */
    MLDSA("engine.mldsa"),
    /** The Diffie-Hellman inside X-Wing. */
    X25519("engine.x25519"),
    /** The hash inside X-Wing. */
    SHA3("engine.sha3");

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

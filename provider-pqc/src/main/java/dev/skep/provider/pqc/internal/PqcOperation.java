package dev.skep.provider.pqc.internal;

import java.util.List;

/**
 * One engine operation, and the setting that chooses its engine.
 *
 * @param setting the setting with the preference
 * @param type the JCA service type, for example {@code KeyGenerator}
 * @param algorithm the JCA algorithm, for example {@code ML-KEM-768}
 */
record PqcOperation(Setting setting, String type, String algorithm) {
  /** The keys of X-Wing as objects. */
  static final PqcOperation XWING_KEYS = new PqcOperation(Setting.MLKEM, "KeyFactory", "X-WING");

  /** The Diffie-Hellman inside X-Wing. */
  static final PqcOperation X25519_AGREEMENT =
      new PqcOperation(Setting.X25519, "KeyAgreement", "X25519");

  /** The hash inside X-Wing. */
  static final PqcOperation SHA3_HASH = new PqcOperation(Setting.SHA3, "MessageDigest", "SHA3-256");

  /** All that algorithms of this bundle need. */
  static final List<PqcOperation> ALL =
      List.of(
          kem("ML-KEM-768"),
          kem("ML-KEM-1024"),
          signature("ML-DSA-65"),
          signature("ML-DSA-87"),
          XWING_KEYS,
          X25519_AGREEMENT,
          SHA3_HASH);

  /** ML-KEM with one parameter set. */
  static PqcOperation kem(String name) {
    return new PqcOperation(Setting.MLKEM, "KeyGenerator", name);
  }

  /** ML-DSA with one parameter set. */
  static PqcOperation signature(String name) {
    return new PqcOperation(Setting.MLDSA, "Signature", name);
  }

  /** Its name as a value of a service property, to which components refer. */
  String property() {
    return type + "." + algorithm;
  }

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

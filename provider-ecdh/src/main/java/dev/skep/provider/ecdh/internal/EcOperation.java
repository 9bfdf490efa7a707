package dev.skep.provider.ecdh.internal;

import java.security.Provider;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One engine operation, and the setting that chooses its engine.
 *
 * @param setting the setting with the preference
 * @param type the JCA service type, for example {@code KeyAgreement}
 * @param algorithm the JCA algorithm, for example {@code ECDH}
 */
record EcOperation(Setting setting, String type, String algorithm) {
  /** Key agreement on the NIST curves. */
  static final EcOperation ECDH_AGREEMENT = new EcOperation(Setting.ECDH, "KeyAgreement", "ECDH");

  /** Key agreement on Curve25519. */
  static final EcOperation X25519_AGREEMENT =
      new EcOperation(Setting.X25519, "KeyAgreement", "X25519");

  /** Ed25519. */
  static final EcOperation ED25519_SIGNATURE =
      new EcOperation(Setting.ED25519, "Signature", "Ed25519");

  /** All that algorithms of this bundle need. */
  static final List<EcOperation> ALL =
      List.of(
          ECDH_AGREEMENT,
          X25519_AGREEMENT,
          ED25519_SIGNATURE,
          ecdsa("SHA256"),
          ecdsa("SHA384"),
          ecdsa("SHA512"),
          hmac("HmacSHA256"),
          hmac("HmacSHA384"),
          hmac("HmacSHA512"));

  /**
   * ECDSA.
   *
   * @param hash the JCA name of the hash, without a hyphen
   */
  static EcOperation ecdsa(String hash) {
    return new EcOperation(Setting.ECDSA, "Signature", hash + "withECDSA");
  }

  /** An HMAC inside HKDF, by its JCA name. */
  static EcOperation hmac(String name) {
    return new EcOperation(Setting.HMAC, "Mac", name);
  }

  /** Its name as a value of a service property, to which components refer. */
  String property() {
    return type + "." + algorithm;
  }

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

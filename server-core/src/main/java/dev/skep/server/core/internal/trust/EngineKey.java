package dev.skep.server.core.internal.trust;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;

/**
 * An issuer's key in an engine's own form. Kept, since an engine that has to convert a foreign key
 * at each use takes several times as long (Bouncy Castle keeps tables with its own points).
 *
 * @param engine the engine
 * @param key its object
 */
record EngineKey(Provider engine, PublicKey key) {
  /** Converts a key; where the engine cannot, the key stays as it is. */
  static EngineKey of(PublicKey key, Provider engine) {
    try {
      KeyFactory factory = KeyFactory.getInstance(key.getAlgorithm(), engine);
      return new EngineKey(
          engine, factory.generatePublic(new X509EncodedKeySpec(key.getEncoded())));
    } catch (GeneralSecurityException e) {
      return new EngineKey(engine, key);
    }
  }

  /** Whether this key signed the certificate. */
  boolean verifies(X509Certificate certificate) {
    try {
      certificate.verify(key, engine);
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }
}

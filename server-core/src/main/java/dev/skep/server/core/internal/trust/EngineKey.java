package dev.skep.server.core.internal.trust;

import dev.skep.api.Bytes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
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

  /**
   * Whether this key made a signature.
   *
   * @param algorithm JCA name of the signature algorithm, one without parameters
   */
  boolean verifies(String algorithm, Bytes signed, Bytes signature) {
    try {
      Signature verifier = Signature.getInstance(algorithm, engine);
      verifier.initVerify(key);
      verifier.update(signed.toArray());
      return verifier.verify(signature.toArray());
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }
}

package dev.skep.server.core.internal.trust;

import dev.skep.api.Bytes;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * An issuer's key in an engine's own form. Kept, since an engine that has to convert a foreign key
 * at each use takes several times as long (Bouncy Castle keeps tables with its own points).
 *
 * @param engine the engine
 * @param key its object
 */
record EngineKey(Provider engine, PublicKey key) {
  /** JCA name of the one signature algorithm whose parameters are read. */
  static final String RSASSA_PSS = "RSASSA-PSS";

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
   * @param algorithm JCA name of the signature algorithm
   * @param parameters of RSASSA-PSS, in DER; those of others are not looked at
   */
  boolean verifies(String algorithm, byte @Nullable [] parameters, Bytes signed, Bytes signature) {
    try {
      Signature verifier = Signature.getInstance(algorithm, engine);
      if (algorithm.equals(RSASSA_PSS)) {
        verifier.setParameter(pssParameters(parameters));
      }
      verifier.initVerify(key);
      verifier.update(signed.toArray());
      return verifier.verify(signature.toArray());
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  private static PSSParameterSpec pssParameters(byte @Nullable [] der)
      throws GeneralSecurityException {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance(RSASSA_PSS);
      parameters.init(der);
      return parameters.getParameterSpec(PSSParameterSpec.class);
    } catch (IOException e) {
      throw new InvalidAlgorithmParameterException("no parameters of RSASSA-PSS", e);
    }
  }
}

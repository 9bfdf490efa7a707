package dev.skep.provider.rsa.internal;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/**
 * RSASSA-PSS (RFC 8017 section 8.1) with the salt as long as the hash, MGF1 with the same hash, and
 * trailer field 1: the parameters of RFC 7518 section 3.5, and no others.
 */
abstract class PssScheme extends RsaAlgorithm implements AttestationScheme {
  private static final int TRAILER_FIELD = 1;

  private final PSSParameterSpec parameters;

  PssScheme(String name, RsaEngines engines, MGF1ParameterSpec hash, int saltBytes) {
    super(name, engines);
    parameters =
        new PSSParameterSpec(hash.getDigestAlgorithm(), "MGF1", hash, saltBytes, TRAILER_FIELD);
  }

  /** {@inheritDoc} It does not check its result; against faults the SE verifies it. */
  @Override
  public final Bytes sign(PrivateKey key, Bytes message, SecureRandom random) {
    RSAPrivateKey rsa = rsaKey(key);
    Signature signer = engines().pss();
    try {
      signer.setParameter(parameters);
      signer.initSign(rsa, random);
      signer.update(message.toArray());
      return Bytes.of(signer.sign());
    } catch (GeneralSecurityException e) {
      throw RsaEngines.failed(e);
    }
  }

  @Override
  public final boolean verify(PublicKey key, Bytes message, Bytes signature) {
    byte[] bytes = signature.toArray();
    if (!(key instanceof RSAPublicKey rsa) || !inRange(bytes, rsa.getModulus())) {
      return false;
    }
    Signature verifier = engines().pss();
    try {
      verifier.setParameter(parameters);
      verifier.initVerify(key);
      verifier.update(message.toArray());
      return verifier.verify(bytes);
    } catch (GeneralSecurityException | RuntimeException e) {
      // Engines differ in what they throw for a bad signature.
      return false;
    }
  }
}

package dev.skep.provider.pqc.internal;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;

/**
 * ML-DSA, pure and with the empty context (FIPS 204 section 5.2), hedged with fresh random numbers.
 * Thread-safe.
 *
 * <p>Every string of the right length is a public key, so there is no more to check of one. Whether
 * a signature's hint and z are in their only encoding and range is the engine's to check, which
 * Wycheproof's vectors confirm.
 */
abstract class MlDsa extends LatticeAlgorithm implements AttestationScheme {
  private static final int SEED_BYTES = 32;

  private final int signatureBytes;

  /**
   * A parameter set.
   *
   * @param name its name
   * @param objectIdentifier of its keys, in hexadecimal DER
   * @param publicBytes length of a public key
   * @param signatureBytes length of a signature
   */
  record Parameters(String name, String objectIdentifier, int publicBytes, int signatureBytes) {}

  /** One parameter set. */
  MlDsa(Parameters parameters, PqcEngines engines) {
    super(
        new EngineKeys(
            KeyEncoding.of(
                parameters.name(),
                parameters.objectIdentifier(),
                parameters.publicBytes(),
                SEED_BYTES,
                KeyEncoding.Form.CHOICE),
            PqcOperation.signature(parameters.name()),
            engines));
    this.signatureBytes = parameters.signatureBytes();
  }

  @Override
  public final Bytes sign(PrivateKey key, Bytes message, SecureRandom random) {
    Provider engine = keys().engine();
    try {
      Signature signer = Signature.getInstance(name(), engine);
      signer.initSign(keys().at(engine, key), random);
      signer.update(message.toArray());
      return Bytes.of(signer.sign());
    } catch (InvalidKeyException e) {
      throw keys().wrongKey(e);
    } catch (GeneralSecurityException e) {
      throw keys().incapable(engine, e);
    }
  }

  @Override
  public final boolean verify(PublicKey key, Bytes message, Bytes signature) {
    if (signature.length() != signatureBytes) {
      return false;
    }
    Provider engine = keys().engine();
    PublicKey own = keys().at(engine, key);
    try {
      Signature verifier = Signature.getInstance(name(), engine);
      verifier.initVerify(own);
      verifier.update(message.toArray());
      return verifier.verify(signature.toArray());
    } catch (SignatureException | RuntimeException e) {
      return false;
    } catch (InvalidKeyException e) {
      throw keys().wrongKey(e);
    } catch (GeneralSecurityException e) {
      throw keys().incapable(engine, e);
    }
  }
}

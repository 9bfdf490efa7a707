package dev.skep.provider.ecdh.internal;

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
import java.util.Optional;

/**
 * ECDSA as in JOSE (RFC 7518 section 3.4): the signature is r‖s, each as long as the order of the
 * group. Thread-safe.
 *
 * <p>r and s are checked to be from 1 to n - 1 before an engine sees them. A signature with s above
 * n/2 is accepted: JOSE does not forbid it, engines make such signatures half of the time, and
 * nothing in SKEP is identified by a signature's bytes; replay is stopped by the session.
 */
abstract class Ecdsa extends CurveAlgorithm implements AttestationScheme {
  private final PrimeCurve curve;
  private final String jcaName;

  /**
   * One scheme.
   *
   * @param hash the JCA name of the hash, without a hyphen
   */
  Ecdsa(String name, PrimeCurve curve, String hash, EcEngines engines) {
    super(name, curve, EcOperation.ecdsa(hash), engines);
    this.curve = curve;
    this.jcaName = EcOperation.ecdsa(hash).algorithm();
  }

  @Override
  public final Bytes sign(PrivateKey key, Bytes message, SecureRandom random) {
    Provider engine = engine();
    try {
      Signature signer = Signature.getInstance(jcaName, engine);
      signer.initSign(at(engine, key), random);
      signer.update(message.toArray());
      return fixedLength(signer.sign());
    } catch (InvalidKeyException e) {
      throw wrongKey(e);
    } catch (GeneralSecurityException e) {
      throw incapable(engine, e);
    }
  }

  @Override
  public final boolean verify(PublicKey key, Bytes message, Bytes signature) {
    byte[] fixed = signature.toArray();
    int length = curve.fieldBytes();
    if (fixed.length != 2 * length || !curve.isScalar(fixed, 0) || !curve.isScalar(fixed, length)) {
      return false;
    }
    Provider engine = engine();
    PublicKey own = at(engine, key);
    try {
      // Engines that take r‖s make DER of it again, some with more work than that.
      Signature verifier = Signature.getInstance(jcaName, engine);
      verifier.initVerify(own);
      verifier.update(message.toArray());
      return verifier.verify(EcdsaDer.encode(fixed));
    } catch (SignatureException | RuntimeException e) {
      return false;
    } catch (InvalidKeyException e) {
      throw wrongKey(e);
    } catch (GeneralSecurityException e) {
      throw incapable(engine, e);
    }
  }

  private Bytes fixedLength(byte[] signature) throws SignatureException {
    Optional<byte[]> fixed = EcdsaDer.decode(signature, curve.fieldBytes());
    return Bytes.of(fixed.orElseThrow(() -> new SignatureException("not an ECDSA signature")));
  }
}

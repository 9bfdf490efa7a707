package dev.skep.provider.ecdh.internal;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.capability.ProvideAlgorithm;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Ed25519 (RFC 8032 section 5.1; RFC 8037 and RFC 9864 for the name): a signature has 64 bytes, R
 * and S. Thread-safe.
 *
 * <p>Before an engine sees a signature, S is checked to be below the group's order (section 5.1.7),
 * and R to be canonical. R of small order is refused too, beyond what the RFC asks: no honest
 * signer makes one, since that takes a secret nonce of zero.
 */
@Component(
    service = AttestationScheme.class,
    property = Algorithm.ALGORITHM_PROPERTY + "=" + Ed25519.NAME)
@ProvideAlgorithm(value = Ed25519.NAME, role = AttestationScheme.class)
public final class Ed25519 extends CurveAlgorithm implements AttestationScheme {
  /** The registered name. */
  public static final String NAME = "Ed25519";

  private static final BigInteger ORDER =
      new BigInteger("1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed", 16);
  private static final int SIGNATURE_BYTES = 64;

  /** Uses the engines that {@link java.util.ServiceLoader} finds, with the default preferences. */
  public Ed25519() {
    this(EcEngines.fromServiceLoader());
  }

  /** Uses the engines given. */
  @Activate
  public Ed25519(@Reference(target = "(skep.operation=Signature.Ed25519)") EcEngines engines) {
    super(NAME, Ed25519Keys.ED25519, EcOperation.ED25519_SIGNATURE, engines);
  }

  /** Signs; deterministic, so that the random numbers are not needed. */
  @Override
  public Bytes sign(PrivateKey key, Bytes message, SecureRandom random) {
    Provider engine = engine();
    try {
      Signature signer = Signature.getInstance(NAME, engine);
      signer.initSign(at(engine, key));
      signer.update(message.toArray());
      return Bytes.of(signer.sign());
    } catch (InvalidKeyException e) {
      throw wrongKey(e);
    } catch (GeneralSecurityException e) {
      throw incapable(engine, e);
    }
  }

  @Override
  public boolean verify(PublicKey key, Bytes message, Bytes signature) {
    byte[] bytes = signature.toArray();
    if (bytes.length != SIGNATURE_BYTES
        || !isBelowOrder(bytes)
        || !Ed25519Keys.isAcceptableCommitment(Arrays.copyOf(bytes, Curve25519.BYTES))) {
      return false;
    }
    Provider engine = engine();
    PublicKey own = at(engine, key);
    try {
      Signature verifier = Signature.getInstance(NAME, engine);
      verifier.initVerify(own);
      verifier.update(message.toArray());
      return verifier.verify(bytes);
    } catch (SignatureException | RuntimeException e) {
      return false;
    } catch (InvalidKeyException e) {
      throw wrongKey(e);
    } catch (GeneralSecurityException e) {
      throw incapable(engine, e);
    }
  }

  private static boolean isBelowOrder(byte[] signature) {
    byte[] bigEndian = new byte[Curve25519.BYTES];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = signature[SIGNATURE_BYTES - 1 - i];
    }
    return new BigInteger(1, bigEndian).compareTo(ORDER) < 0;
  }
}

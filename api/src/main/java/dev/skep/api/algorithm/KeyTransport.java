package dev.skep.api.algorithm;

import dev.skep.api.Bytes;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Carries a fresh K from the SE to the holder of a private key: a KEM (RFC 9180 section 4 for the
 * shape).
 *
 * <p>Guarantee: without the private key nothing is learned of K. It says nothing about who made K;
 * that is the attestation's work.
 */
@ConsumerType
public interface KeyTransport extends AsymmetricAlgorithm {
  /**
   * Whether the server makes a fresh key pair for each offer. False means one static key that the
   * server's key ring keeps and rotates (RSA, whose key generation is too slow for each offer).
   */
  boolean keyPairPerOffer();

  /** The length of K, in bytes. */
  int sharedSecretBytes();

  /**
   * Makes K and encapsulates it (SE side).
   *
   * @param serverKey from {@link #decodePublicKey}
   * @return K and EK; the caller closes it
   */
  Encapsulation encapsulate(PublicKey serverKey, SecureRandom random);

  /**
   * Recovers K (server side). Every failure gives a random K of the same length by the same path,
   * so that no caller becomes an oracle; the attestation check fails afterwards.
   *
   * @param serverKey both halves, from the decode methods or {@link #generateKeyPair}
   * @param encapsulatedKey EK as the peer sent it: any bytes, any length
   * @param random for the K of a failure
   * @return K, and for the audit log why it is a random one; the caller closes it
   */
  Decapsulation decapsulate(KeyPair serverKey, Bytes encapsulatedKey, SecureRandom random);
}

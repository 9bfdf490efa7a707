package dev.skep.api.algorithm;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An algorithm with key pairs. Every key that comes from outside passes {@link #decodePublicKey} or
 * {@link #decodePrivateKey}, which check it completely; the other methods may rely on that.
 */
@ConsumerType
public interface AsymmetricAlgorithm extends Algorithm {
  /** The key sizes that {@link #generateKeyPair} makes, in bits, the default first. */
  List<Integer> keySizesBits();

  /**
   * Makes a fresh key pair whose parts encode as SPKI and PKCS#8.
   *
   * @param sizeBits one of {@link #keySizesBits}
   * @throws IllegalArgumentException if the size is not one of them
   */
  KeyPair generateKeyPair(int sizeBits, SecureRandom random);

  /**
   * Reads and checks a public key (spec section 4).
   *
   * @param subjectPublicKeyInfo SPKI in DER
   * @throws InvalidKeyException if it is malformed, of another type, or weak; the message says why
   */
  PublicKey decodePublicKey(Bytes subjectPublicKeyInfo) throws InvalidKeyException;

  /**
   * Reads and checks a private key.
   *
   * @param pkcs8 PrivateKeyInfo in DER; read, not kept
   * @throws InvalidKeyException if it is malformed, of another type, or weak; the message says why
   */
  PrivateKey decodePrivateKey(SecretBytes pkcs8) throws InvalidKeyException;
}

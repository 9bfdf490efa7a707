package dev.skep.provider.pqc.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.algorithm.Encapsulation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.provider.pqc.internal.MlKemEngine.Encapsulated;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * ML-KEM as it is (FIPS 203 section 7): EK is its ciphertext, K its shared secret of 32 bytes.
 * Thread-safe.
 *
 * <p>A ciphertext of the right length never fails: one that nobody encapsulated has another K,
 * which shows when the attestation is checked.
 */
abstract class MlKem extends LatticeAlgorithm implements KeyTransport {
  private final MlKemEngine kem;

  /** One parameter set. */
  MlKem(MlKemEngine kem) {
    super(kem.keys());
    this.kem = kem;
  }

  @Override
  public final PublicKey decodePublicKey(Bytes subjectPublicKeyInfo) throws InvalidKeyException {
    return kem.decodePublic(subjectPublicKeyInfo.toArray());
  }

  @Override
  public final boolean keyPairPerOffer() {
    return true;
  }

  @Override
  public final int sharedSecretBytes() {
    return MlKemEngine.SECRET_BYTES;
  }

  @Override
  public final Encapsulation encapsulate(PublicKey serverKey, SecureRandom random) {
    try (Encapsulated made = kem.encapsulate(serverKey, random)) {
      return new Encapsulation(SecretBytes.copyOf(made.secret()), Bytes.of(made.ciphertext()));
    }
  }

  @Override
  public final Decapsulation decapsulate(
      KeyPair serverKey, Bytes encapsulatedKey, SecureRandom random) {
    SecretBytes replacement = SecretBytes.random(sharedSecretBytes(), random);
    boolean possible = encapsulatedKey.length() == kem.ciphertextBytes();
    byte[] ciphertext = possible ? encapsulatedKey.toArray() : new byte[kem.ciphertextBytes()];
    SecretBytes secret = SecretBytes.adopt(kem.decapsulate(serverKey.getPrivate(), ciphertext));
    if (possible) {
      replacement.close();
      return new Decapsulation(secret, Optional.empty());
    }
    secret.close();
    String failure = "EK: " + kem.ciphertextBytes() + " bytes are due, not ";
    return new Decapsulation(replacement, Optional.of(failure + encapsulatedKey.length()));
  }
}

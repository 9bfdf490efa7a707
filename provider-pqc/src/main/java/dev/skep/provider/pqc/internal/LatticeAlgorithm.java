package dev.skep.provider.pqc.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.AsymmetricAlgorithm;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.List;

/**
 * What ML-KEM and ML-DSA share: names and keys. The size of a key is the length of the public one,
 * since a lattice has no single number for it. Thread-safe.
 */
abstract class LatticeAlgorithm implements AsymmetricAlgorithm {
  private final EngineKeys keys;

  /** One parameter set. */
  LatticeAlgorithm(EngineKeys keys) {
    this.keys = keys;
  }

  @Override
  public final String name() {
    return keys.name();
  }

  @Override
  public final List<Integer> keySizesBits() {
    return List.of(keys.sizeBits());
  }

  @Override
  public final KeyPair generateKeyPair(int sizeBits, SecureRandom random) {
    if (sizeBits != keys.sizeBits()) {
      throw new IllegalArgumentException(
          name() + " has keys of " + keys.sizeBits() + " bits, not of " + sizeBits);
    }
    return keys.generate(random);
  }

  @Override
  public PublicKey decodePublicKey(Bytes subjectPublicKeyInfo) throws InvalidKeyException {
    return keys.decodePublic(subjectPublicKeyInfo.toArray());
  }

  @Override
  public final PrivateKey decodePrivateKey(SecretBytes pkcs8) throws InvalidKeyException {
    return pkcs8.use(keys::decodePrivate);
  }

  /** The keys of this algorithm. */
  final EngineKeys keys() {
    return keys;
  }
}

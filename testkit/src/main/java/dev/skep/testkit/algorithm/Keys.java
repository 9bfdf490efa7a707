package dev.skep.testkit.algorithm;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.AsymmetricAlgorithm;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An algorithm and, where it has any, key pairs of it for all rules of a class, each made once, and
 * unfit keys.
 */
final class Keys {
  private final Algorithm algorithm;
  private final List<Bytes> unfit;
  private final SecureRandom random = new SecureRandom();
  private @Nullable KeyPair own;
  private @Nullable KeyPair other;

  Keys(Algorithm algorithm, List<Bytes> unfit) {
    this.algorithm = algorithm;
    this.unfit = List.copyOf(unfit);
  }

  Algorithm algorithm() {
    return algorithm;
  }

  private AsymmetricAlgorithm maker() {
    return (AsymmetricAlgorithm) algorithm;
  }

  SecureRandom random() {
    return random;
  }

  List<Bytes> unfit() {
    return unfit;
  }

  /** A pair of the smallest size. */
  synchronized KeyPair own() {
    KeyPair known = own;
    if (known == null) {
      known = maker().generateKeyPair(Collections.min(maker().keySizesBits()), random);
      own = known;
    }
    return known;
  }

  /** Another pair, of the default size. */
  synchronized KeyPair other() {
    KeyPair known = other;
    if (known == null) {
      known = maker().generateKeyPair(maker().keySizesBits().get(0), random);
      other = known;
    }
    return known;
  }

  /** The own pair after it was written and read. */
  KeyPair travelled() throws InvalidKeyException {
    try (SecretBytes pkcs8 = privateKey()) {
      return new KeyPair(maker().decodePublicKey(publicKey()), maker().decodePrivateKey(pkcs8));
    }
  }

  /** SPKI of the own pair. */
  Bytes publicKey() {
    return Bytes.of(own().getPublic().getEncoded());
  }

  /** PKCS #8 of the own pair; the caller closes it. */
  SecretBytes privateKey() {
    return SecretBytes.adopt(own().getPrivate().getEncoded());
  }
}

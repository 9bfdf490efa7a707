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
  private final Maker vendor;
  private final List<Bytes> unfit;
  private final SecureRandom random = new SecureRandom();
  private @Nullable KeyPair own;
  private @Nullable KeyPair other;

  Keys(Algorithm algorithm, Maker vendor, List<Bytes> unfit) {
    this.algorithm = algorithm;
    this.vendor = vendor;
    this.unfit = List.copyOf(unfit);
  }

  /** Where key pairs come from. */
  @FunctionalInterface
  interface Maker {
    KeyPair pair(int sizeBits, SecureRandom random) throws Exception;
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
      known = made(Collections.min(maker().keySizesBits()));
      own = known;
    }
    return known;
  }

  /** Another pair, of the default size. */
  synchronized KeyPair other() {
    KeyPair known = other;
    if (known == null) {
      known = made(maker().keySizesBits().get(0));
      other = known;
    }
    return known;
  }

  private KeyPair made(int sizeBits) {
    try {
      return vendor.pair(sizeBits, random);
    } catch (Exception e) {
      throw new IllegalStateException("no key pair of " + sizeBits + " bits was made", e);
    }
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

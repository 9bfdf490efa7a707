package dev.skep.testkit.fuzz;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.AsymmetricAlgorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.testkit.vectors.Scenario;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Everything that algorithms with keys read from a peer: public keys, private keys from storage,
 * signatures, encapsulated keys. Bytes become a public key that encodes to the same bytes, or a
 * private key with an encoding of its own, or are refused by the checked exception; a signature
 * gives true or false, an encapsulated key a K.
 */
public final class AlgorithmTarget {
  private static final int KINDS = 3;
  private static final Bytes MESSAGE = Bytes.utf8("message");

  private final List<AsymmetricAlgorithm> algorithms;
  private final List<KeyPair> pairs = new ArrayList<>();
  private final SecureRandom random = new SecureRandom();

  /** Makes a key pair for each algorithm. */
  public AlgorithmTarget(List<AsymmetricAlgorithm> algorithms) {
    this.algorithms = List.copyOf(algorithms);
    for (AsymmetricAlgorithm algorithm : algorithms) {
      pairs.add(algorithm.generateKeyPair(algorithm.keySizesBits().get(0), random));
    }
  }

  /** A good input of each kind for each algorithm, and the public keys of the project's vectors. */
  public Stream<Arguments> seeds() {
    List<Arguments> seeds = new ArrayList<>();
    for (int i = 0; i < algorithms.size(); i++) {
      KeyPair pair = pairs.get(i);
      seeds.add(Seeds.of(KINDS * i, Bytes.of(pair.getPublic().getEncoded())));
      seeds.add(Seeds.of(KINDS * i + 1, Bytes.of(pair.getPrivate().getEncoded())));
      seeds.add(Seeds.of(KINDS * i + 2, fromAPeer(algorithms.get(i), pair)));
    }
    Path vectors = Path.of(System.getProperty("skep.root", "..")).resolve("vectors");
    for (Scenario scenario : Scenario.readAll(vectors)) {
      for (int i = 0; i < algorithms.size(); i++) {
        if (scenario.find("algorithm").filter(algorithms.get(i).name()::equals).isPresent()) {
          seeds.add(Seeds.of(KINDS * i, scenario.bytes("publicKey")));
        }
      }
    }
    return seeds.stream();
  }

  private Bytes fromAPeer(AsymmetricAlgorithm algorithm, KeyPair pair) {
    return algorithm instanceof AttestationScheme scheme
        ? scheme.sign(pair.getPrivate(), MESSAGE, random)
        : ((KeyTransport) algorithm).encapsulate(pair.getPublic(), random).encapsulatedKey();
  }

  /** Gives the input to what its first byte selects. */
  public void run(byte[] input) throws Exception {
    int selected = Seeds.selector(input, KINDS * algorithms.size());
    AsymmetricAlgorithm algorithm = algorithms.get(selected / KINDS);
    KeyPair pair = pairs.get(selected / KINDS);
    Bytes rest = Seeds.rest(input);
    Allocation.bounded(
        input,
        Allocation.COMPUTING,
        () -> {
          switch (selected % KINDS) {
            case 0 -> publicKey(algorithm, rest);
            case 1 -> privateKey(algorithm, rest);
            default -> ofAPeer(algorithm, pair, rest);
          }
        });
  }

  private static void publicKey(AsymmetricAlgorithm algorithm, Bytes encoded) {
    try {
      PublicKey key = algorithm.decodePublicKey(encoded);
      if (!Bytes.of(key.getEncoded()).equals(encoded)) {
        throw new AssertionError(algorithm.name() + " takes a second encoding of a public key");
      }
    } catch (InvalidKeyException e) {
      requireReason(e);
    }
  }

  private static void privateKey(AsymmetricAlgorithm algorithm, Bytes encoded) {
    Bytes first;
    try {
      first = reencoded(algorithm, encoded);
    } catch (InvalidKeyException e) {
      requireReason(e);
      return;
    }
    try {
      if (!reencoded(algorithm, first).equals(first)) {
        throw new AssertionError(algorithm.name() + " has two own encodings of a private key");
      }
    } catch (InvalidKeyException e) {
      throw new AssertionError(algorithm.name() + " refuses its own encoding", e);
    }
  }

  private static Bytes reencoded(AsymmetricAlgorithm algorithm, Bytes encoded)
      throws InvalidKeyException {
    try (SecretBytes secret = SecretBytes.copyOf(encoded.toArray())) {
      return Bytes.of(algorithm.decodePrivateKey(secret).getEncoded());
    }
  }

  private static void requireReason(InvalidKeyException e) {
    if (e.getMessage() == null) {
      throw new AssertionError("a key is refused without a reason", e);
    }
  }

  private void ofAPeer(AsymmetricAlgorithm algorithm, KeyPair pair, Bytes given) {
    if (algorithm instanceof AttestationScheme scheme) {
      scheme.verify(pair.getPublic(), MESSAGE, given);
      return;
    }
    KeyTransport transport = (KeyTransport) algorithm;
    try (Decapsulation got = transport.decapsulate(pair, given, random)) {
      if (got.sharedSecret().length() != transport.sharedSecretBytes()) {
        throw new AssertionError(transport.name() + " gives a K of another length");
      }
    }
  }
}

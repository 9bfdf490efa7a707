package dev.skep.testkit.algorithm;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.KeyTransport;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.List;

/**
 * The contract of every {@link KeyTransport}: its vendor extends this class, says how to get one,
 * and JUnit runs the rules. A test is named after the rule of {@code spec/skep-1.md} that it
 * checks; what MUST be so is tagged {@code MUST}, what MAY be {@code MAY}.
 *
 * <pre>{@code
 * class FrodoContractTest extends KeyTransportContract {
 *   @Override
 *   protected KeyTransport transport() {
 *     return new Frodo(engines);
 *   }
 * }
 * }</pre>
 *
 * <p>Two key pairs are made, of the smallest and of the default size, for all rules together.
 */
public abstract class KeyTransportContract extends AlgorithmContract
    implements KeyRules, TransportRules, DecapsulationRules {
  /** For subclasses. */
  protected KeyTransportContract() {}

  /**
   * The algorithm; asked for once.
   *
   * @throws Exception if there is none; the tests fail
   */
  protected abstract KeyTransport transport() throws Exception;

  /**
   * A key pair of the algorithm; asked for once for each of two sizes. It is made anew, unless a
   * vendor whose keys take long to make has one from an earlier contract.
   *
   * @param sizeBits one of {@code keySizesBits}
   * @throws Exception if it cannot be made; the tests fail
   */
  protected KeyPair keyPair(int sizeBits, SecureRandom random) throws Exception {
    return transport().generateKeyPair(sizeBits, random);
  }

  /**
   * Public keys in SPKI that {@code decodePublicKey} has to refuse for what they are, as points of
   * small order or off the curve. None, unless a vendor knows some.
   *
   * @throws Exception if they cannot be made; the tests fail
   */
  protected List<Bytes> unfitPublicKeys() throws Exception {
    return List.of();
  }

  @Override
  final Algorithm ask() throws Exception {
    return transport();
  }

  @Override
  final KeyPair pair(int sizeBits, SecureRandom random) throws Exception {
    return keyPair(sizeBits, random);
  }

  @Override
  final List<Bytes> unfit() throws Exception {
    return unfitPublicKeys();
  }
}

package dev.skep.testkit.algorithm;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.AttestationScheme;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.List;

/**
 * The contract of every {@link AttestationScheme}; used as {@link KeyTransportContract}.
 *
 * <pre>{@code
 * class FalconContractTest extends AttestationSchemeContract {
 *   @Override
 *   protected AttestationScheme scheme() {
 *     return new Falcon(engines);
 *   }
 * }
 * }</pre>
 */
public abstract class AttestationSchemeContract extends AlgorithmContract
    implements KeyRules, SignatureRules, RefusalRules {
  /** For subclasses. */
  protected AttestationSchemeContract() {}

  /**
   * The algorithm; asked for once.
   *
   * @throws Exception if there is none; the tests fail
   */
  protected abstract AttestationScheme scheme() throws Exception;

  /**
   * A key pair of the algorithm; asked for once for each of two sizes. It is made anew, unless a
   * vendor whose keys take long to make has one from an earlier contract.
   *
   * @param sizeBits one of {@code keySizesBits}
   * @throws Exception if it cannot be made; the tests fail
   */
  protected KeyPair keyPair(int sizeBits, SecureRandom random) throws Exception {
    return scheme().generateKeyPair(sizeBits, random);
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
    return scheme();
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

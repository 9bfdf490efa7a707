package dev.skep.testkit.algorithm;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.SessionCipher;

/**
 * The contract of every {@link SessionCipher}; used as {@link KeyTransportContract}.
 *
 * <pre>{@code
 * class AsconContractTest extends SessionCipherContract {
 *   @Override
 *   protected SessionCipher cipher() {
 *     return new Ascon();
 *   }
 * }
 * }</pre>
 */
public abstract class SessionCipherContract extends AlgorithmContract
    implements SealingRules, OpeningRules {
  /** For subclasses. */
  protected SessionCipherContract() {}

  /**
   * The algorithm; asked for once.
   *
   * @throws Exception if there is none; the tests fail
   */
  protected abstract SessionCipher cipher() throws Exception;

  @Override
  final Algorithm ask() throws Exception {
    return cipher();
  }
}

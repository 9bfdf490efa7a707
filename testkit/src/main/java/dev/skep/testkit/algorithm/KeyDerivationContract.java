package dev.skep.testkit.algorithm;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.KeyDerivation;

/**
 * The contract of every {@link KeyDerivation}; used as {@link KeyTransportContract}.
 *
 * <pre>{@code
 * class Blake3ContractTest extends KeyDerivationContract {
 *   @Override
 *   protected KeyDerivation derivation() {
 *     return new Blake3();
 *   }
 * }
 * }</pre>
 */
public abstract class KeyDerivationContract extends AlgorithmContract implements DerivationRules {
  /** For subclasses. */
  protected KeyDerivationContract() {}

  /**
   * The algorithm; asked for once.
   *
   * @throws Exception if there is none; the tests fail
   */
  protected abstract KeyDerivation derivation() throws Exception;

  @Override
  final Algorithm ask() throws Exception {
    return derivation();
  }
}

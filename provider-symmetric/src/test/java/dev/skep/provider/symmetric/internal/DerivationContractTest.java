package dev.skep.provider.symmetric.internal;

import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.testkit.algorithm.KeyDerivationContract;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of all key derivations, by each engine. */
@ParameterizedClass
@MethodSource("derivations")
class DerivationContractTest extends KeyDerivationContract {
  private final Engine engine;
  private final String name;

  DerivationContractTest(Engine engine, String name) {
    this.engine = engine;
    this.name = name;
  }

  static Stream<Arguments> derivations() {
    return Stream.of(Engine.values())
        .flatMap(
            engine ->
                KeyDerivationTest.all(engine).stream()
                    .map(each -> Arguments.of(engine, each.name())));
  }

  @Override
  protected KeyDerivation derivation() {
    return KeyDerivationTest.all(engine).stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}

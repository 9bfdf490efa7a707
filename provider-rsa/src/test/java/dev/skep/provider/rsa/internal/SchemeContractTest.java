package dev.skep.provider.rsa.internal;

import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.testkit.algorithm.AttestationSchemeContract;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of all attestation schemes, by each engine. */
@ParameterizedClass
@MethodSource("schemes")
class SchemeContractTest extends AttestationSchemeContract {
  private final String engine;
  private final String name;

  SchemeContractTest(String engine, String name) {
    this.engine = engine;
    this.name = name;
  }

  static Stream<Arguments> schemes() {
    return Stream.of("JDK", "BC", "CORRETTO")
        .flatMap(
            engine ->
                Stream.of("RS256", "RS256-DIAS", "PS256", "PS384")
                    .map(name -> Arguments.of(engine, name)));
  }

  @Override
  protected AttestationScheme scheme() {
    return AttestationSchemesTest.schemes(engine).stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Override
  protected KeyPair keyPair(int sizeBits, SecureRandom random) {
    return TestKeys.pair(engine, sizeBits);
  }
}

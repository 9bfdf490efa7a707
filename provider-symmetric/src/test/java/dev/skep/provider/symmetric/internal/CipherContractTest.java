package dev.skep.provider.symmetric.internal;

import dev.skep.api.algorithm.SessionCipher;
import dev.skep.testkit.algorithm.SessionCipherContract;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of all record ciphers, by each engine. */
@ParameterizedClass
@MethodSource("ciphers")
class CipherContractTest extends SessionCipherContract {
  private final Engine engine;
  private final String name;

  CipherContractTest(Engine engine, String name) {
    this.engine = engine;
    this.name = name;
  }

  static Stream<Arguments> ciphers() {
    return Stream.of(Engine.values())
        .flatMap(
            engine ->
                SessionCipherTest.all(engine).stream()
                    .map(each -> Arguments.of(engine, each.name())));
  }

  @Override
  protected SessionCipher cipher() {
    return SessionCipherTest.all(engine).stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}

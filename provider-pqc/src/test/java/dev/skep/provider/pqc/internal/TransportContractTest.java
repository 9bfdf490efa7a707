package dev.skep.provider.pqc.internal;

import dev.skep.api.algorithm.KeyTransport;
import dev.skep.testkit.algorithm.KeyTransportContract;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of all transports; X-Wing by each engine for its other half. */
@ParameterizedClass
@MethodSource("transports")
class TransportContractTest extends KeyTransportContract {
  private final String x25519;
  private final String name;

  TransportContractTest(String x25519, String name) {
    this.x25519 = x25519;
    this.name = name;
  }

  static Stream<Arguments> transports() {
    return Stream.of(
        Arguments.of("BC", "ML-KEM-768"),
        Arguments.of("BC", "ML-KEM-1024"),
        Arguments.of("BC", "X25519+ML-KEM-768"),
        Arguments.of("JDK", "X25519+ML-KEM-768"));
  }

  @Override
  protected KeyTransport transport() {
    PqcEngines engines = Lab.engines(x25519);
    return switch (name) {
      case "ML-KEM-768" -> new MlKem768(engines);
      case "ML-KEM-1024" -> new MlKem1024(engines);
      default -> new XWing(engines);
    };
  }
}

package dev.skep.provider.ecdh.internal;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.testkit.algorithm.KeyTransportContract;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of all transports, with each curve by each engine. */
@ParameterizedClass
@MethodSource("curves")
class TransportContractTest extends KeyTransportContract {
  private final TestEngine engine;
  private final String curve;

  TransportContractTest(TestEngine engine, String curve) {
    this.engine = engine;
    this.curve = curve;
  }

  static Stream<Arguments> curves() {
    return Stream.of(TestEngine.values())
        .flatMap(
            engine ->
                Stream.of("P-256", "P-384", "P-521", "X25519")
                    .map(curve -> Arguments.of(engine, curve)));
  }

  @Override
  protected KeyTransport transport() {
    return engine.transports().get(curve);
  }

  @Override
  protected List<Bytes> unfitPublicKeys() {
    return UnfitKeys.of(curve);
  }
}

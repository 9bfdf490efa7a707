package dev.skep.provider.ecdh.internal;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.testkit.algorithm.AttestationSchemeContract;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of all attestation schemes, with each curve by each engine. */
@ParameterizedClass
@MethodSource("schemes")
class SchemeContractTest extends AttestationSchemeContract {
  private final TestEngine engine;
  private final String name;

  SchemeContractTest(TestEngine engine, String name) {
    this.engine = engine;
    this.name = name;
  }

  static Stream<Arguments> schemes() {
    return Stream.of(TestEngine.values())
        .flatMap(
            engine ->
                Stream.of("ES256", "ES384", "ES512", "Ed25519")
                    .map(name -> Arguments.of(engine, name)));
  }

  @Override
  protected AttestationScheme scheme() {
    EcEngines engines = engine.engines();
    return switch (name) {
      case "ES256" -> new Es256(engines);
      case "ES384" -> new Es384(engines);
      case "ES512" -> new Es512(engines);
      default -> new Ed25519(engines);
    };
  }

  @Override
  protected List<Bytes> unfitPublicKeys() {
    return UnfitKeys.of(
        switch (name) {
          case "ES256" -> "P-256";
          case "ES384" -> "P-384";
          case "ES512" -> "P-521";
          default -> name;
        });
  }
}

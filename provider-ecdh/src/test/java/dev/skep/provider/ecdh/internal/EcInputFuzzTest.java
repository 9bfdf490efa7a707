package dev.skep.provider.ecdh.internal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.skep.testkit.fuzz.AlgorithmTarget;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys, signatures and encapsulated keys as a peer may send them. */
class EcInputFuzzTest {
  private static final EcEngines ENGINES = TestEngine.JDK.engines();
  private static final AlgorithmTarget TARGET =
      new AlgorithmTarget(
          List.of(
              new DhkemP256(ENGINES),
              new DhkemP384(ENGINES),
              new DhkemP521(ENGINES),
              new DhkemX25519(ENGINES),
              new Es256(ENGINES),
              new Es384(ENGINES),
              new Es512(ENGINES),
              new Ed25519(ENGINES)));

  static Stream<Arguments> seeds() {
    return TARGET.seeds();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void seedsKeepTheRules(byte[] input) throws Exception {
    TARGET.run(input);
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "5s")
  void bytesBecomeAKeyOrAnOutcomeAndNothingElse(byte[] input) throws Exception {
    TARGET.run(input);
  }
}

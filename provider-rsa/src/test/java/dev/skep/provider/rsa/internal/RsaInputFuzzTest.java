package dev.skep.provider.rsa.internal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.skep.testkit.fuzz.AlgorithmTarget;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys, signatures and encapsulated keys as a peer may send them. */
class RsaInputFuzzTest {
  private static final RsaEngines ENGINES = TestKeys.engines("JDK");
  private static final AlgorithmTarget TARGET =
      new AlgorithmTarget(
          List.of(
              new RsaOaep256(ENGINES),
              new Rs256(ENGINES),
              new Ps256(ENGINES),
              new Ps384(ENGINES),
              new Rs256Dias(ENGINES)));

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

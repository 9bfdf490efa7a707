package dev.skep.provider.pqc.internal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.skep.testkit.fuzz.AlgorithmTarget;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys, signatures and encapsulated keys as a peer may send them. */
class PqcInputFuzzTest {
  private static final PqcEngines ENGINES = Lab.engines();
  private static final AlgorithmTarget TARGET =
      new AlgorithmTarget(
          List.of(
              new MlKem768(ENGINES),
              new MlKem1024(ENGINES),
              new XWing(ENGINES),
              new MlDsa65(ENGINES),
              new MlDsa87(ENGINES)));

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

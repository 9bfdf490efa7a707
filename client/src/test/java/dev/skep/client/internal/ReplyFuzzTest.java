package dev.skep.client.internal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.skep.api.Bytes;
import dev.skep.testkit.fuzz.Allocation;
import dev.skep.testkit.fuzz.Seeds;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents of problems: one of the known codes, or nothing. */
class ReplyFuzzTest {
  static Stream<Arguments> seeds() {
    return Stream.of(
            "{\"type\":\"urn:skep:problem:rejected\",\"title\":\"no\",\"status\":403,"
                + "\"code\":\"rejected\"}",
            "{\"code\":\"offer-expired\",\"detail\":\"a \\\"b\\\" \\\\ \\u00e4\",\"x\":null}",
            " { \"code\" : \"unavailable\" , \"ok\" : true } ",
            "{\"code\":{\"code\":\"rejected\"}}")
        .map(text -> Seeds.of(Bytes.utf8(text)));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void seedsKeepTheRules(byte[] input) throws Exception {
    check(input);
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "5s")
  void anyDocumentIsACodeOrNothing(byte[] input) throws Exception {
    check(input);
  }

  private static void check(byte[] input) throws Exception {
    Allocation.bounded(input, Allocation.READING, () -> ProblemDocument.code(Bytes.of(input)));
  }
}

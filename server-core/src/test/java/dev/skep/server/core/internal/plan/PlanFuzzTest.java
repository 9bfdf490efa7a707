package dev.skep.server.core.internal.plan;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.skep.api.Bytes;
import dev.skep.testkit.fuzz.Allocation;
import dev.skep.testkit.fuzz.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Plan files: a plan, or what is wrong and in which line. */
class PlanFuzzTest {
  private static final Path PLANS =
      Path.of(System.getProperty("skep.root"), "distribution/src/main/dist/conf/plans");

  static Stream<Arguments> seeds() throws IOException {
    List<Arguments> seeds = new ArrayList<>();
    try (Stream<Path> files = Files.list(PLANS)) {
      for (Path file : files.sorted().toList()) {
        seeds.add(Seeds.of(Bytes.of(Files.readAllBytes(file))));
      }
    }
    seeds.add(Seeds.of(Bytes.utf8(PlanReaderTest.GOOD)));
    return seeds.stream();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void seedsKeepTheRules(byte[] input) throws Exception {
    check(input);
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "5s")
  void anyTextIsAPlanOrSaysWhatIsWrong(byte[] input) throws Exception {
    check(input);
  }

  private static void check(byte[] input) throws Exception {
    String text = new String(input, StandardCharsets.UTF_8);
    Allocation.bounded(
        input,
        Allocation.READING,
        () -> {
          try {
            PlanReader.read("fuzz", text);
          } catch (WrongPlanException e) {
            if (!String.valueOf(e.getMessage()).matches("(?s)line [1-9]\\d*: .+")) {
              throw new AssertionError("wrong in no line", e);
            }
          }
        });
  }
}

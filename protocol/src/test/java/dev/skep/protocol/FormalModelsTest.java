package dev.skep.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The models of {@code spec/formal} say of the protocol as built and of its weakened variants what
 * is expected of them, and the check can fail. The table is left in {@code target/formal.txt}.
 */
class FormalModelsTest {
  private static final int TOOL_MISSING = 3;

  private record Run(int exitCode, String output) {}

  @Test
  void everyModelHasTheVerdictThatIsExpected() throws Exception {
    Run run = run(folder());
    System.out.println(run.output());
    Files.writeString(Path.of("target", "formal.txt"), run.output());
    long rows = rows(folder().resolve("expected.txt"));
    assertThat(run.output()).contains(rows + " of " + rows + " verdicts are as expected");
    assertThat(run.exitCode()).isZero();
  }

  /** What the code must not lose, taken from a copy of the model. */
  @ParameterizedTest(name = "{0}: {2} in place of {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "accept.pml:as built | mine = (version[ROW] == seen) | mine = true",
        "pin.pml:as built | !busy -> busy = true | busy = true",
        "records.pml:as built | authentic && seq == expected | authentic && seq >= expected",
        "handshake.maude:honestClient | R == bind(F, cV)) | true)",
      })
  void findsWhatAModelHasLost(String row, String part, String instead, @TempDir Path temporary)
      throws Exception {
    Path copy = copyOfTheSpecification(temporary);
    replace(copy.resolve(row.substring(0, row.indexOf(':'))), part, instead);
    Run run = run(copy, row);
    assertThat(run.output()).contains("WRONG: expected holds, found");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void refusesAVerdictThatIsNotTheModels(@TempDir Path temporary) throws Exception {
    Path copy = copyOfTheSpecification(temporary);
    String row = "COMPARE_FIRST                  | (guesses<=3) | ";
    replace(copy.resolve("expected.txt"), row + "attack found", row + "holds");
    Run run = run(copy, "pin.pml:COMPARE_FIRST");
    assertThat(run.output()).contains("WRONG: expected holds", "0 of 1 verdicts are as expected");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  private static Path folder() {
    return OwnVectors.folder().resolveSibling("spec").resolve("formal");
  }

  private static long rows(Path expected) throws IOException {
    try (Stream<String> lines = Files.lines(expected)) {
      return lines.filter(line -> !line.isBlank() && !line.startsWith("#")).count();
    }
  }

  private static Path copyOfTheSpecification(Path temporary) throws IOException {
    Path copy = Files.createDirectory(temporary.resolve("formal"));
    Files.copy(folder().resolveSibling("skep-1.md"), temporary.resolve("skep-1.md"));
    try (Stream<Path> files = Files.list(folder())) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName().toString()));
      }
    }
    return copy;
  }

  private static void replace(Path file, String part, String instead) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(part);
    Files.writeString(file, text.replace(part, instead));
  }

  private static Run run(Path folder, String... rows) throws IOException, InterruptedException {
    Process node = start(folder.resolve("check.mjs"), rows);
    try {
      String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(node.waitFor(10, TimeUnit.SECONDS)).as("the script ends").isTrue();
      return node.exitValue() == TOOL_MISSING ? skipped(output) : new Run(node.exitValue(), output);
    } finally {
      node.destroyForcibly();
    }
  }

  private static Process start(Path script, String... rows) {
    List<String> command = new ArrayList<>(List.of("node", script.toString()));
    command.addAll(Arrays.asList(rows));
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return skipped("The models were not run: node cannot be started");
    }
  }

  private static <T> T skipped(String because) {
    return "true".equals(System.getenv("CI")) ? fail(because) : abort(because);
  }
}

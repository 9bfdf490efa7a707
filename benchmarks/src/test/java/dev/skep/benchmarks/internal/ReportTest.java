package dev.skep.benchmarks.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final Line HALF =
      new Line("half", List.of("a"), List.of("b"), Map.of(Engine.JDK, 0.5));

  @Test
  void comparesTheMedianOfTheRatiosWithTheTarget() {
    assertThat(HALF.row(Engine.JDK, series(1.0, 2.0, 9.0))).contains("| 1.00 | 0.50–4.50 |");
    assertThat(HALF.row(Engine.JDK, series(1.0))).endsWith("| ≥ 0.50 | met |");
    assertThat(HALF.row(Engine.JDK, series(0.9))).endsWith("| ≥ 0.50 | **not met** |");
  }

  @Test
  void judgesNothingWithoutATarget() {
    assertThat(HALF.row(Engine.BC, series(0.2))).isEqualTo("| half | BC | 0.10 | 0.10–0.10 | | |");
  }

  @Test
  void refusesALineOfAnUnknownCounter() {
    assertThatThrownBy(() -> HALF.by("c").row(Engine.JDK, series(1.0)))
        .hasMessageContaining("no counter c");
  }

  @Test
  void replacesOnlyTheResultInAFile(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("README.md");
    Files.writeString(
        file, "before\n<!-- result: written by the run -->\nold\n<!-- end of result -->\nafter\n");

    Readme.update(file, Readme.RESULT, "new\n");

    assertThat(file)
        .hasContent(
            "before\n<!-- result: written by the run -->\n\nnew\n\n"
                + "<!-- end of result -->\nafter\n");
  }

  @Test
  void refusesAFileWithoutAPlaceForTheResult(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("README.md"), "nothing");

    assertThatThrownBy(() -> Readme.update(file, Readme.RESULT, "new"))
        .isInstanceOf(IOException.class);
  }

  private static Series series(double... counts) {
    return new Series(
        java.util.Arrays.stream(counts).mapToObj(a -> Map.of("a", a, "b", 2.0)).toList());
  }
}

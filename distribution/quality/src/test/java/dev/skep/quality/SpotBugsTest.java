package dev.skep.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * SpotBugs with all of FindSecBugs, medium confidence and above, once over all modules. What it
 * finds is in {@code target/spotbugs-*.html}, too.
 */
class SpotBugsTest {
  /** For a machine that does much else; it takes under a minute. */
  private static final long DEADLINE_MINUTES = 15;

  private static final Path TARGET = Path.of("target").toAbsolutePath();

  private final Modules modules = Modules.here();

  @Test
  void analysesEachModuleThatIsShipped() throws IOException {
    assertThat(modules.folders()).containsExactlyInAnyOrderElementsOf(modules.foldersWithCode());
  }

  /** In two JVMs side by side, each with every second module: it is one thread's work. */
  @Test
  void findsNothingThatIsNotExcludedWithAReason() throws Exception {
    List<Run> runs = List.of(start(0), start(1));
    for (Run run : runs) {
      boolean ended = run.process().waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES);
      run.process().destroyForcibly();
      assertThat(ended).as("ended in time").isTrue();
    }
    for (Run run : runs) {
      String output = Files.readString(run.output());
      assertThat(run.found()).as(output).exists();
      assertThat(Files.readAllLines(run.found())).as("see target/spotbugs-*.html").isEmpty();
      // Also 0 only if no class was unknown and no detector failed.
      assertThat(run.process().exitValue()).as(output).isZero();
    }
  }

  /**
   * One of the two.
   *
   * @param found one line for each finding
   * @param output what the analysers say
   */
  private record Run(Process process, Path found, Path output) {}

  private Run start(int half) throws IOException {
    Path found = TARGET.resolve("spotbugs-" + half + ".txt");
    Path output = TARGET.resolve("spotbugs-" + half + "-output.txt");
    Files.deleteIfExists(found);
    Process process =
        new ProcessBuilder(command(half, found))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new Run(process, found, output);
  }

  private List<String> command(int half, Path found) {
    List<Path> analysed = new ArrayList<>();
    List<Path> known = new ArrayList<>(modules.libraries());
    for (int i = 0; i < modules.ours().size(); i++) {
      (i % 2 == half ? analysed : known).add(modules.ours().get(i));
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Each code runs for seconds only.
    command.addAll(List.of("-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", joined(modules.libraries())));
    command.add("edu.umd.cs.findbugs.FindBugs2");
    command.addAll(List.of("-pluginList", modules.library("findsecbugs-plugin").toString()));
    command.addAll(List.of("-effort:default", "-medium", "-exitcode"));
    // Some modules have classes of a library in their jars.
    command.addAll(List.of("-onlyAnalyze", "dev.skep.-"));
    command.addAll(List.of("-exclude", Exclusions.FILE.toString()));
    command.add("-emacs=" + found);
    command.add("-html=" + TARGET.resolve("spotbugs-" + half + ".html"));
    command.addAll(List.of("-auxclasspath", joined(known)));
    analysed.forEach(path -> command.add(path.toString()));
    return command;
  }

  private static String joined(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}

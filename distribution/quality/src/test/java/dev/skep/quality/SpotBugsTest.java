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
 * finds is in {@code target/spotbugs.html}, too.
 */
class SpotBugsTest {
  /** For a machine that does much else; it takes under a minute. */
  private static final long DEADLINE_MINUTES = 15;

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path FOUND = TARGET.resolve("spotbugs.txt");
  private static final Path OUTPUT = TARGET.resolve("spotbugs-output.txt");

  private final Modules modules = Modules.here();

  @Test
  void analysesEachModuleThatIsShipped() throws IOException {
    assertThat(modules.folders()).containsExactlyInAnyOrderElementsOf(modules.foldersWithCode());
  }

  @Test
  void findsNothingThatIsNotExcludedWithAReason() throws Exception {
    Files.deleteIfExists(FOUND);
    Process process =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(OUTPUT.toFile())
            .start();
    boolean ended = process.waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES);
    process.destroyForcibly();

    assertThat(ended).as("ended in time").isTrue();
    assertThat(FOUND).as(Files.readString(OUTPUT)).exists();
    assertThat(Files.readAllLines(FOUND)).as("see target/spotbugs.html").isEmpty();
    // Also 0 only if no class was unknown and no detector failed.
    assertThat(process.exitValue()).as(Files.readString(OUTPUT)).isZero();
  }

  private List<String> command() {
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
    command.add("-emacs=" + FOUND);
    command.add("-html=" + TARGET.resolve("spotbugs.html"));
    command.addAll(List.of("-auxclasspath", joined(modules.libraries())));
    modules.ours().forEach(path -> command.add(path.toString()));
    return command;
  }

  private static String joined(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}

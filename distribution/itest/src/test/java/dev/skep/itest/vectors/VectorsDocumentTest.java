package dev.skep.itest.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.testkit.vectors.ThirdPartyVectors;
import dev.skep.testkit.vectors.VectorTally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/vectors.md} against what the tests of all modules have left in {@code
 * target/vectors}: a family that does not run any more, or runs with other counts, is found here.
 */
class VectorsDocumentTest {
  private static final Path ROOT = Path.of(System.getProperty("skep.root"));
  private static final Path DOCUMENT = ROOT.resolve("docs/vectors.md");
  private static final String ROW = "\\| (wycheproof|nist-|rfc|botan|cctv).*";

  /** Whose outcomes the document has: later ones verify what Java 17's own ECDSA does not. */
  private static final int JAVA = 17;

  private static final int ENGINE = 3;
  private static final int RAN = 4;
  private static final int COLUMNS = 7;

  /** Not vectors, or parts of a family that its own file names. */
  private static final String BESIDE =
      "SOURCES\\.md|.*(README|LICENSE|license)[^/]*|nist-pkits/(certs|crls)/.*";

  @Test
  void theDocumentHasExactlyTheVectorsThatRanInThisBuild() throws IOException {
    List<String> ran = table(linesOfTheModules());
    List<String> documented = rows().filter(row -> row.split("\\|").length == COLUMNS).toList();
    if (!"true".equals(System.getenv("CI")) && ran.size() < documented.size()) {
      Assumptions.abort("not all vectors ran in this build: " + ran.size() + " families");
    }
    int count = ran.stream().mapToInt(row -> Integer.parseInt(row.split("\\|")[RAN].strip())).sum();
    System.out.println("vectors: " + ran.size() + " families with " + count + " vectors ran");
    if (Runtime.version().feature() != JAVA) {
      assertThat(withoutOutcomes(documented)).isEqualTo(withoutOutcomes(ran));
      return;
    }
    assertThat(documented)
        .as("the table of %s; it has to be%n%s%n", DOCUMENT, String.join("\n", ran))
        .isEqualTo(ran);
  }

  /** Files that come to the folder later are named in the build's output until they have a row. */
  @Test
  void theFilesThatTheDocumentNamesAreInTheFolder() throws IOException {
    Path folder = ThirdPartyVectors.file("");
    List<String> named = rows().map(row -> row.split("\\|")[1].strip()).distinct().toList();
    try (Stream<Path> walk = Files.walk(folder)) {
      List<String> there =
          walk.filter(Files::isRegularFile)
              .map(file -> folder.relativize(file).toString())
              .filter(file -> !file.matches(BESIDE))
              .toList();
      there.stream()
          .filter(file -> !named.contains(file))
          .forEach(file -> System.out.println("vectors: not in docs/vectors.md: " + file));
      assertThat(there).containsAll(named);
    }
  }

  /** File, subject and count of each row. */
  private static List<String> withoutOutcomes(List<String> rows) {
    return rows.stream()
        .map(row -> row.split("\\|"))
        .map(cells -> String.join("|", cells[1], cells[2], cells[RAN]))
        .distinct()
        .toList();
  }

  /** One row for all engines that have the same counts, sorted. */
  private static List<String> table(List<String> lines) {
    SortedMap<String, TreeSet<String>> engines = new TreeMap<>();
    for (String line : lines) {
      List<String> cells = new ArrayList<>(List.of(line.split("\\|")));
      String engine = cells.set(ENGINE, " %s ").strip();
      engines.computeIfAbsent(String.join("|", cells) + '|', key -> new TreeSet<>()).add(engine);
    }
    return engines.entrySet().stream()
        .map(row -> row.getKey().replace("%s", String.join(", ", row.getValue())))
        .sorted()
        .toList();
  }

  private static List<String> linesOfTheModules() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.filter(Files::isDirectory).toList()) {
        Path folder = module.resolve(VectorTally.FOLDER);
        if (Files.isDirectory(folder)) {
          try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
              lines.addAll(Files.readAllLines(file));
            }
          }
        }
      }
    }
    return lines;
  }

  private static Stream<String> rows() throws IOException {
    return Files.readAllLines(DOCUMENT).stream().filter(line -> line.matches(ROW));
  }
}

package dev.skep.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code SECURITY.md} names in support of its claims is there. */
class SecurityDocumentTest {
  private static final Path ROOT = Path.of(System.getProperty("skep.root"));
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`");
  private static final Pattern RULE = Pattern.compile("\\b([A-Z]{1,2}-\\d+(?:\\.\\d+)?)\\b");
  private static final Pattern MODEL = Pattern.compile("`(\\w+\\.(?:maude|pml)(?:: [\\w ,]+)?)`");

  @Test
  void eachTestIsThere() throws IOException {
    Set<String> named = named(TEST);
    named.remove("ClassTest"); // Says how tests are named.
    assertThat(named).hasSizeGreaterThan(15).isSubsetOf(tests());
  }

  @Test
  void eachRuleIsThere() throws IOException {
    String specification = Files.readString(ROOT.resolve("spec/skep-1.md"));
    assertThat(named(RULE))
        .hasSizeGreaterThan(20)
        .allSatisfy(rule -> assertThat(specification).contains("**" + rule + "**"));
  }

  /** A model, or a model with a variant and perhaps a property. */
  @Test
  void eachRowOfTheModelsIsThere() throws IOException {
    Set<String> rows = new TreeSet<>();
    for (String line : Files.readAllLines(ROOT.resolve("spec/formal/expected.txt"))) {
      String[] cells = line.split("\\s*\\|\\s*");
      if (!line.startsWith("#") && cells.length > 3) {
        rows.add(cells[0]);
        rows.add(cells[0] + ": " + cells[1]);
        rows.add(cells[0] + ": " + cells[1] + ", " + cells[2]);
      }
    }
    assertThat(named(MODEL)).hasSizeGreaterThan(8).isSubsetOf(rows);
  }

  private static Set<String> named(Pattern pattern) throws IOException {
    return pattern
        .matcher(Files.readString(ROOT.resolve("SECURITY.md")).replaceAll("\\s+", " "))
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> tests() throws IOException {
    try (Stream<Path> files =
        Files.find(
            ROOT,
            14,
            (file, attributes) ->
                file.toString().endsWith(".java") && file.toString().contains("/src/test/java/"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .collect(Collectors.toSet());
    }
  }
}

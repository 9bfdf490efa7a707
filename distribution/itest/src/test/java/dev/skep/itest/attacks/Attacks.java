package dev.skep.itest.attacks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The commands: one writes the document, one the report of a whole build. */
public final class Attacks {
  /** The document, below the root of the sources. */
  static final String DOCUMENT = "docs/attacks.md";

  private static final String REPORT = "distribution/itest/target/attacks.html";

  private Attacks() {}

  /**
   * {@code docs ROOT} writes the document, {@code report ROOT} the report.
   *
   * @throws IllegalStateException if a case has no test that passed, once the report is written
   */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[1]).toAbsolutePath().normalize();
    AttackTable table = table(root);
    switch (arguments[0]) {
      case "docs" -> Files.writeString(root.resolve(DOCUMENT), table.markdown());
      case "report" -> report(table, root);
      default -> throw new IllegalArgumentException("docs or report, not " + arguments[0]);
    }
  }

  /** The table as the sources have it. */
  static AttackTable table(Path root) throws IOException {
    return new AttackTable(AttackCase.all(), TitledTest.below(root));
  }

  private static void report(AttackTable table, Path root) throws IOException {
    Results results = Results.below(root);
    Path report = root.resolve(REPORT);
    Files.createDirectories(report.getParent());
    Files.writeString(report, table.html(results));
    List<String> failures = table.failures(results);
    if (!failures.isEmpty()) {
      throw new IllegalStateException(
          "attacks without a test that passed, see "
              + report
              + ":\n"
              + String.join("\n", failures));
    }
    System.out.println(
        table.cases().size()
            + " attacks, "
            + table.total(results).passed()
            + " tests passed: "
            + report);
  }
}

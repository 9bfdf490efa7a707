package dev.skep.benchmarks.internal;

import java.util.List;

/** The lines of the result of {@link EnrolmentBenchmark}. */
final class EnrolmentLines {
  /**
   * A stage in the result.
   *
   * @param text what it is
   * @param counter its counter, without {@code cpu} or {@code clock}
   * @param limited whether the design wants it to be small
   */
  record Row(String text, String counter, boolean limited) {
    String cpu() {
      return "cpu" + counter;
    }

    String clock() {
      return "clock" + counter;
    }
  }

  /** Where the server's time goes. */
  static final List<Row> ROWS =
      List.of(
          new Row("cryptography", "Cryptography", false),
          new Row("database: commit", "Commit", false),
          new Row("database: the rest", "Database", true),
          new Row("HTTP", "Http", true),
          new Row("messages, records and checks", "Ceremony", true),
          new Row("codes, plans and orders", "Enrolment", true),
          new Row("device certificate, without its signature", "Trust", true),
          new Row("new certificate, without its signature", "Certificates", true),
          new Row("audit log", "Audit", true));

  /** All of the server's CPU time. */
  static final List<String> CPU = ROWS.stream().map(Row::cpu).toList();

  /** All of the server's time by the clock. */
  static final List<String> CLOCK = ROWS.stream().map(Row::clock).toList();

  /** What no server can do without. */
  static final List<String> BARE =
      List.of("generate", "agree", "verifyByNewKey", "verify", "verify", "signByBc", "signByJdk");

  private EnrolmentLines() {}
}

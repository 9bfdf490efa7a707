package dev.skep.benchmarks.internal;

import dev.skep.benchmarks.internal.EnrolmentLines.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What whole enrolments take, as Markdown. */
final class EnrolmentReport {
  /** The largest share of a stage that is to be small. */
  private static final double LIMIT = 0.1;

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final String OPERATIONS = "operations";

  private final List<Run> runs = new ArrayList<>();

  private record Run(Engine engine, Database database, Series series) {
    double median(ToDoubleFunction<Map<String, Double>> of) {
      return series.quantile(of, 0.5);
    }

    double median(List<String> above, List<String> below) {
      return median(Series.ratio(above, below));
    }

    double perSecond(String count, String nanos) {
      return NANOS_PER_SECOND * median(List.of(count), List.of(nanos));
    }

    double millis(List<String> nanos) {
      return median(nanos, List.of(OPERATIONS)) / NANOS_PER_MILLI;
    }
  }

  /** Takes a result. */
  void add(Engine engine, Database database, Series series) {
    runs.add(new Run(engine, database, series));
  }

  /** How many enrolments there are in a second, and what they cost. */
  String rates() {
    StringBuilder table =
        new StringBuilder(
            "| enrolments | engine | 8 at once, per s | one at a time, per s | machine busy |"
                + " server, ms | its database's processes, ms | bare operations, ms |"
                + " bare operations ÷ server |\n|---|---|---|---|---|---|---|---|---|\n");
    for (Run run : runs) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %.0f | %.0f | %.0f %% | %.2f | %.2f | %.2f | %.2f |%n",
              run.database().text(),
              run.engine(),
              run.perSecond(OPERATIONS, "together"),
              run.perSecond("aloneOperations", "alone"),
              100 * run.median(List.of("process", "databaseProcesses"), List.of("machine")),
              run.millis(EnrolmentLines.CPU),
              run.millis(List.of("databaseProcesses")),
              run.millis(EnrolmentLines.BARE),
              run.median(EnrolmentLines.BARE, EnrolmentLines.CPU)));
    }
    return table.toString();
  }

  /** Where the server's time goes: share of its CPU time, and of its time by the clock. */
  String stages() {
    StringBuilder table = new StringBuilder("| stage |");
    StringBuilder rule = new StringBuilder("|---|");
    for (Run run : runs) {
      table.append(String.format(" %s, %s |", run.database().text(), run.engine()));
      rule.append("---|");
    }
    table.append('\n').append(rule).append('\n');
    for (Row row : EnrolmentLines.ROWS) {
      table.append("| ").append(row.text()).append(" |");
      runs.forEach(run -> table.append(cell(row, run)));
      table.append('\n');
    }
    return table.toString();
  }

  private static String cell(Row row, Run run) {
    double cpu = run.median(List.of(row.cpu()), EnrolmentLines.CPU);
    double clock = run.median(List.of(row.clock()), EnrolmentLines.CLOCK);
    return " " + share(cpu, row.limited()) + " · " + share(clock, row.limited()) + " |";
  }

  private static String share(double share, boolean limited) {
    String text = String.format(Locale.ROOT, "%.0f %%", 100 * share);
    return limited && share > LIMIT ? "**" + text + "**" : text;
  }
}

package dev.skep.benchmarks.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The result of a run, as Markdown. */
final class Report {
  private static final String OPERATIONS = "operations";
  private static final double NANOS_PER_SECOND = 1e9;

  private final List<String> ratios = new ArrayList<>();
  private final List<String> rates = new ArrayList<>();
  private final EnrolmentReport enrolments = new EnrolmentReport();

  /** Takes the result of {@link EcBenchmark}. */
  void ec(Engine engine, Series series) {
    add("EC", engine, series, Lines.EC);
    if (engine.shakesHands()) {
      Lines.TLS.forEach(line -> ratios.add(line.row(engine, series)));
    }
  }

  /** Takes the result of {@link RsaBenchmark}. */
  void rsa(Engine engine, Series series) {
    add("RSA", engine, series, Lines.RSA);
  }

  /** Takes the result of {@link ThreadsBenchmark}. */
  void threads(Engine engine, Series series) {
    add("threads", engine, series, Lines.THREADS);
  }

  /** Takes the result of {@link EnrolmentBenchmark}. */
  void enrolment(Engine engine, Database database, Series series) {
    enrolments.add(engine, database, series);
  }

  private void add(String what, Engine engine, Series series, List<Line> lines) {
    lines.forEach(line -> ratios.add(line.row(engine, series)));
    for (String counter : series.names()) {
      if (!counter.equals(OPERATIONS) && series.counts(counter)) {
        var ratio = Series.ratio(List.of(OPERATIONS), List.of(counter));
        double rate = NANOS_PER_SECOND * series.quantile(ratio, 0.5);
        rates.add(
            String.format(Locale.ROOT, "| %s | %s | %s | %.0f |", what, engine, counter, rate));
      }
    }
  }

  /** All ratios, for people to keep. */
  String ratios() {
    return Line.HEADING + "\n" + String.join("\n", ratios);
  }

  /** What enrolments take and where the time goes, for people to keep. */
  String enrolments() {
    return enrolments.rates() + "\n" + enrolments.stages();
  }

  /** How often each operation can be done in a second of one core; good for this run only. */
  String rates() {
    return "| | engine | operation | per second and core |\n|---|---|---|---|\n"
        + String.join("\n", rates);
  }
}

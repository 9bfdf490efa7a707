package dev.skep.benchmarks.internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One line of the result: sums of counters that are divided in each iteration.
 *
 * @param text what it is
 * @param above the counters above the fraction bar, those that count twice being there twice
 * @param below the counters below it
 * @param targets the least ratio for an engine, where there is one
 */
record Line(String text, List<String> above, List<String> below, Map<Engine, Double> targets) {
  /** The heading of a table of {@link #row}s. */
  static final String HEADING =
      "| ratio | engine | median | 10–90 % | target | |\n|---|---|---|---|---|---|";

  private static final double LOW = 0.1;
  private static final double HIGH = 0.9;

  /** The same with these counters above the fraction bar. */
  Line dividing(String... counters) {
    return new Line(text, List.of(counters), below, targets);
  }

  /** The same with these counters below the fraction bar. */
  Line by(String... counters) {
    return new Line(text, above, List.of(counters), targets);
  }

  /** The line in Markdown. */
  String row(Engine engine, Series series) {
    var ratio = Series.ratio(above, below);
    double value = series.quantile(ratio, 0.5);
    Double target = targets.get(engine);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.2f | %.2f–%.2f | %s |",
        text,
        engine,
        value,
        series.quantile(ratio, LOW),
        series.quantile(ratio, HIGH),
        target == null ? "|" : verdict(value, target));
  }

  private static String verdict(double value, double target) {
    return String.format(
        Locale.ROOT, "≥ %.2f | %s", target, value >= target ? "met" : "**not met**");
  }
}

package dev.skep.benchmarks.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/**
 * What the iterations of one benchmark with one engine counted.
 *
 * @param iterations the counters of each by name
 */
record Series(List<Map<String, Double>> iterations) {
  /** Takes the counters out of what JMH gives for one benchmark. */
  static Series of(Collection<RunResult> results) {
    List<Map<String, Double>> iterations = new ArrayList<>();
    for (RunResult result : results) {
      for (BenchmarkResult fork : result.getBenchmarkResults()) {
        fork.getIterationResults().forEach(iteration -> iterations.add(counters(iteration)));
      }
    }
    return new Series(iterations);
  }

  private static Map<String, Double> counters(IterationResult iteration) {
    Map<String, Double> counters = new LinkedHashMap<>();
    iteration
        .getSecondaryResults()
        .forEach((name, counter) -> counters.put(name, counter.getScore()));
    return counters;
  }

  /** The names of the counters. */
  Set<String> names() {
    return iterations.get(0).keySet();
  }

  /** Whether a counter was used. */
  boolean counts(String name) {
    return counter(iterations.get(0), name) > 0;
  }

  /**
   * What so large a part of the iterations stays below; the median for one half.
   *
   * @param part from 0 to 1
   */
  double quantile(ToDoubleFunction<Map<String, Double>> of, double part) {
    double[] sorted = iterations.stream().mapToDouble(of).sorted().toArray();
    return sorted[(int) Math.round(part * (sorted.length - 1))];
  }

  /** One sum of counters divided by another, in one iteration. */
  static ToDoubleFunction<Map<String, Double>> ratio(List<String> above, List<String> below) {
    return counters -> sum(counters, above) / sum(counters, below);
  }

  private static double sum(Map<String, Double> counters, List<String> names) {
    return names.stream().mapToDouble(name -> counter(counters, name)).sum();
  }

  private static double counter(Map<String, Double> counters, String name) {
    Double value = counters.get(name);
    if (value == null) {
      throw new IllegalStateException("no counter " + name + " among " + counters.keySet());
    }
    return value;
  }
}

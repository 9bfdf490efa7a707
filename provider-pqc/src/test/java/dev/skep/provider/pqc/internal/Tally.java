package dev.skep.provider.pqc.internal;

import java.util.Map;
import java.util.TreeMap;

/** Counts what became of the vectors of one family, and prints it. */
final class Tally {
  private final String family;
  private final Map<String, Integer> counts = new TreeMap<>();

  Tally(String family) {
    this.family = family;
  }

  void count(String outcome) {
    counts.merge(outcome, 1, Integer::sum);
  }

  int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  void print() {
    System.out.println("vectors: " + family + ": " + total() + " " + counts);
  }
}

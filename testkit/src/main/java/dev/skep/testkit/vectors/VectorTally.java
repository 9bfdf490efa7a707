package dev.skep.testkit.vectors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of the vectors of one file: those that ran by their outcome, and those that this
 * algorithm has no use for by the reason.
 *
 * <p>{@link #report} prints it as one line and leaves that line in {@code target/vectors}, for
 * whoever compares what ran with what should have.
 */
public final class VectorTally {
  /** Where the lines are, relative to the module. */
  public static final Path FOLDER = Path.of("target", "vectors");

  private final String file;
  private final String subject;
  private final String engine;
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final Map<String, Integer> notApplicable = new TreeMap<>();

  /**
   * Begins to count.
   *
   * @param file the vectors' file, relative to the folder of third-party vectors
   * @param subject the service that they go through, or the part of it
   * @param engine who computes
   */
  public VectorTally(String file, String subject, Object engine) {
    this.file = file;
    this.subject = subject;
    this.engine = engine.toString();
  }

  /** One vector ran, with this outcome; where the outcome was wrong the test has failed before. */
  public void count(String outcome) {
    outcomes.merge(outcome, 1, Integer::sum);
  }

  /** One vector could not run. */
  public void notApplicable(String reason) {
    notApplicable.merge(reason, 1, Integer::sum);
  }

  /** How many ran. */
  public int total() {
    return sum(outcomes);
  }

  /** How many had this outcome. */
  public int total(String outcome) {
    return outcomes.getOrDefault(outcome, 0);
  }

  /**
   * Prints the line and writes it to {@link #FOLDER}.
   *
   * @throws IllegalStateException if no vector ran: then the reader is broken
   */
  public void report() {
    if (total() == 0) {
      throw new IllegalStateException("no vector of " + file + " ran through " + subject);
    }
    System.out.println("vectors: " + this);
    try {
      Files.createDirectories(FOLDER);
      Files.writeString(
          FOLDER.resolve((file + ' ' + subject + ' ' + engine).replaceAll("[^\\w.-]+", "_")),
          this + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + FOLDER.toAbsolutePath(), e);
    }
  }

  /** A row of a table: file, subject, engine, how many ran, outcomes, not applicable. */
  @Override
  public String toString() {
    String columns =
        String.join(
            " | ", file, subject, engine, "" + total(), text(outcomes), text(notApplicable));
    return "| " + columns + " |";
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static String text(Map<String, Integer> counts) {
    return counts.isEmpty()
        ? "–"
        : counts.entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey())
            .collect(Collectors.joining(", "));
  }
}

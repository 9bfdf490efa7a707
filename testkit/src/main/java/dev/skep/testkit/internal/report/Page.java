package dev.skep.testkit.internal.report;

import dev.skep.testkit.internal.report.Line.Result;
import java.util.List;

/**
 * The content of a report.
 *
 * @param testClass the vendor's class
 * @param contract the class that it extends
 * @param testkit its version
 * @param finished when, in ISO 8601 UTC
 * @param tested the implementations that were at work
 * @param lines in the order in which they ran
 */
record Page(
    String testClass,
    String contract,
    String testkit,
    String finished,
    List<String> tested,
    List<Line> lines) {
  long count(String level, Result result) {
    return lines.stream()
        .filter(line -> line.rule().level().equals(level) && line.result() == result)
        .count();
  }

  long count(Result result) {
    return lines.stream().filter(line -> line.result() == result).count();
  }

  /** Whether rules were run and none failed. */
  boolean obeyed() {
    return count(Result.FAILED) == 0 && count(Result.PASSED) > 0;
  }
}

package dev.skep.testkit.internal.report;

import dev.skep.testkit.rule.RuleName;

/**
 * What became of one rule, with one set of parameters.
 *
 * @param rule which one
 * @param test the name of the test's method
 * @param parameters what it ran with; empty where there is nothing to tell
 * @param result the outcome
 * @param reason why it failed or was skipped; empty if it passed
 */
record Line(RuleName rule, String test, String parameters, Result result, String reason) {
  /** Outcomes. */
  enum Result {
    PASSED,
    FAILED,
    SKIPPED
  }
}

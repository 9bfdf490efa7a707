package dev.skep.benchmarks.internal.card;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.benchmarks.internal.card.CardBenchmark.Result;
import dev.skep.benchmarks.internal.card.Counters.Cost;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.pcsc.simulator.PcscDaemon;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class CardBenchmarkTest {
  /** With extended length, SELECT among them. */
  private static final int MOST_TO_ESTABLISH = 4;

  /** SELECT, ESTABLISH; SELECT and the five records of the plan. */
  private static final int MOST_IN_ALL = 9;

  @Test
  void enrolsByEachSuiteWithinTheBudgetOfCommands() throws Exception {
    PcscDaemon.reasonToSkip().ifPresent(Assumptions::abort);
    CardBenchmark benchmark = new CardBenchmark(AlgorithmCatalogue.fromServiceLoader(), 0, 1);
    for (Result result : benchmark.run()) {
      Cost cost = result.costs().get(0);
      assertThat(cost.establishing())
          .as("%s", result.suite())
          .isBetween(2L, (long) MOST_TO_ESTABLISH);
      assertThat(cost.commands()).as("%s", result.suite()).isBetween(8L, (long) MOST_IN_ALL);
      assertThat(cost.cardNanos()).isPositive().isLessThan(cost.pcscNanos());
      assertThat(cost.pcscNanos()).isLessThan(cost.elementNanos());
      assertThat(cost.fromCard()).isPositive();
    }
  }
}

package dev.skep.benchmarks.internal.card;

import dev.skep.api.Suite;
import dev.skep.benchmarks.internal.card.Counters.Cost;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.pcsc.simulator.PcscDaemon;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Enrols a card again and again by each suite that cards have. */
public final class CardBenchmark {
  /** What the design allows to the driver. */
  static final double MOST_OF_DRIVER = 0.10;

  private static final String CIPHER = "A128CBC-HS256";
  private static final double NANOS_PER_MILLI = 1e6;

  private static final List<Suite> SUITES =
      List.of(
          new Suite("DHKEM-P256-HKDF-SHA256", "ES256", "HKDF-SHA256", CIPHER),
          new Suite("DHKEM-P256-HKDF-SHA256", "ES256", "KBKDF-CMAC-AES256", CIPHER),
          new Suite("DHKEM-P256-HKDF-SHA256", "RS256", "HKDF-SHA256", CIPHER),
          new Suite("RSA-OAEP-256", "ES256", "HKDF-SHA256", CIPHER),
          new Suite("RSA-OAEP-256", "RS256", "HKDF-SHA256", CIPHER),
          new Suite("RSA-OAEP-256", "RS256-DIAS", "KBKDF-CMAC-AES256", CIPHER));

  private final AlgorithmCatalogue catalogue;
  private final int warmUp;
  private final int rounds;

  /**
   * A benchmark.
   *
   * @param warmUp enrolments by each suite before any is counted
   * @param rounds enrolments by each suite that are
   */
  public CardBenchmark(AlgorithmCatalogue catalogue, int warmUp, int rounds) {
    this.catalogue = catalogue;
    this.warmUp = warmUp;
    this.rounds = rounds;
  }

  /** The costs by one suite. */
  record Result(Suite suite, List<Cost> costs) {
    double median(ToDoubleFunction<Cost> value) {
      return costs.stream()
          .sorted(Comparator.comparingDouble(value))
          .skip(costs.size() / 2)
          .mapToDouble(value)
          .findFirst()
          .orElseThrow();
    }

    String row() {
      double driver = median(Cost::driverShare);
      String verdict = driver <= MOST_OF_DRIVER ? "met" : "**not met**";
      return String.format(
          Locale.ROOT,
          "| %s, %s, %s | %.0f | %.0f | %.0f | %.0f | %.1f | %.0f %% | %.0f %% | %.1f %% | %s |",
          suite.transport(),
          suite.attestation(),
          suite.kdf(),
          median(Cost::establishing),
          median(Cost::commands),
          median(Cost::toCard),
          median(Cost::fromCard),
          median(cost -> cost.elementNanos() / NANOS_PER_MILLI),
          100 * median(Cost::cardShare),
          100 * median(Cost::pcscShare),
          100 * driver,
          verdict);
    }
  }

  /** Measures; some seconds for each suite. */
  List<Result> run() throws Exception {
    List<Result> results = new ArrayList<>();
    try (PcscDaemon daemon = PcscDaemon.start()) {
      for (Suite suite : SUITES) {
        System.out.println("measuring: cards, " + suite);
        try (CardDesk desk = new CardDesk(daemon, catalogue, suite)) {
          for (int i = 0; i < warmUp; i++) {
            desk.enrol();
          }
          List<Cost> costs = new ArrayList<>();
          for (int i = 0; i < rounds; i++) {
            costs.add(desk.enrol());
          }
          results.add(new Result(suite, costs));
        }
      }
    }
    return results;
  }

  /** Measures, and says it as a table in Markdown. */
  public String table() throws Exception {
    StringBuilder table =
        new StringBuilder(
            "| suite | commands, establish | commands, all | bytes to card | bytes from card | ms"
                + " | card | PC/SC | driver | ≤ 10 % |\n"
                + "|---|---|---|---|---|---|---|---|---|---|\n");
    for (Result result : run()) {
      table.append(result.row()).append('\n');
    }
    return table.toString();
  }
}

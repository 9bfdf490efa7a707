package dev.skep.benchmarks.internal;

import dev.skep.benchmarks.internal.card.CardBenchmark;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.pcsc.simulator.PcscDaemon;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs all benchmarks with all engines, one after the other, and prints the result. */
public final class Main {
  private static final String README = "skep.benchmarks.readme";
  private static final Set<String> PARTS = Set.of("sessions", "enrolments", "cards", "oracles");
  private static final int CARD_WARM_UP = 30;
  private static final int CARD_ROUNDS = 50;
  private static final int ORACLE_BARE = 4000;
  private static final int ORACLE_HTTP = 200;

  private Main() {}

  /**
   * Measures for some minutes. What a part has measured is printed when it ends.
   *
   * @param args the parts that are measured: {@code sessions}, {@code enrolments}, {@code cards},
   *     {@code oracles}, with commas between them; the system property {@code
   *     skep.benchmarks.readme} may name a file to write the result into
   * @throws Exception if a benchmark fails, as when the server refuses a response, or that file
   *     cannot be written
   */
  public static void main(String[] args) throws Exception {
    List<String> parts = List.of(String.join(",", args).split(","));
    if (!PARTS.containsAll(parts)) {
      System.err.println("bench.parts: " + parts + " are not all of " + PARTS);
      System.exit(2);
    }
    if (parts.contains("sessions")) {
      sessions();
    }
    if (parts.contains("enrolments")) {
      enrolments();
    }
    if (parts.contains("cards")) {
      cards();
    }
    if (parts.contains("oracles")) {
      oracles();
    }
  }

  /** Whether rejections can be told apart. */
  private static void oracles() throws Exception {
    double loadBefore = load();
    List<String> oracles = new ArrayList<>();
    for (Engine engine : Engine.values()) {
      try (OracleServer server = new OracleServer(engine)) {
        OracleBenchmark benchmark = new OracleBenchmark(server);
        benchmark.run(ORACLE_BARE, ORACLE_HTTP);
        oracles.add("RSA by " + engine + ":\n\n" + benchmark.table());
      }
    }
    String result = String.join("\n", oracles) + "\n" + circumstances(loadBefore) + "\n";
    System.out.println("\n" + result);
    write(Readme.ORACLES, result);
  }

  /** Needs pcscd and its virtual reader. */
  private static void cards() throws Exception {
    double loadBefore = load();
    Optional<String> missing = PcscDaemon.missing();
    if (missing.isPresent()) {
      System.out.println("cards are not measured: " + missing.get());
      return;
    }
    CardBenchmark benchmark =
        new CardBenchmark(AlgorithmCatalogue.fromServiceLoader(), CARD_WARM_UP, CARD_ROUNDS);
    String cards = benchmark.table() + "\n" + circumstances(loadBefore) + "\n";
    System.out.println("\n" + cards);
    write(Readme.CARDS, cards);
  }

  private static void write(String place, String result) throws IOException {
    String readme = System.getProperty(README, "");
    if (!readme.isEmpty()) {
      Readme.update(Path.of(readme), place, result);
    }
  }

  private static void sessions() throws RunnerException, IOException {
    double loadBefore = load();
    Report report = new Report();
    for (Engine engine : Engine.values()) {
      report.ec(engine, run(EcBenchmark.class, engine, Map.of()));
      report.rsa(engine, run(RsaBenchmark.class, engine, Map.of()));
      report.threads(engine, run(ThreadsBenchmark.class, engine, Map.of()));
    }
    String result = report.ratios() + "\n\n" + circumstances(loadBefore) + "\n";
    System.out.println("\n" + report.rates() + "\n\n" + result);
    write(Readme.RESULT, result);
  }

  private static void enrolments() throws RunnerException, IOException {
    double loadBefore = load();
    Report report = new Report();
    for (Engine engine : Engine.values()) {
      for (Database database : Database.values()) {
        Map<String, String> parameter = Map.of("database", database.name());
        report.enrolment(engine, database, run(EnrolmentBenchmark.class, engine, parameter));
      }
    }
    String result = report.enrolments() + "\n" + circumstances(loadBefore) + "\n";
    System.out.println("\n" + result);
    write(Readme.ENROLMENTS, result);
  }

  private static Series run(Class<?> benchmark, Engine engine, Map<String, String> more)
      throws RunnerException {
    System.out.println("measuring: " + benchmark.getSimpleName() + ", " + engine + " " + more);
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
            .param("engine", engine.name())
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    more.forEach(options::param);
    return Series.of(new Runner(options.build()).run());
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String circumstances(double loadBefore) {
    return String.format(
        Locale.ROOT,
        "Java %s, %s, %d cores; load of the machine when the run began: %.1f.",
        System.getProperty("java.version"),
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        loadBefore);
  }
}

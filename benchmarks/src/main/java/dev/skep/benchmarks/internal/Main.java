package dev.skep.benchmarks.internal;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs all benchmarks with all engines, one after the other, and prints the result. */
public final class Main {
  private static final String README = "skep.benchmarks.readme";

  private Main() {}

  /**
   * Measures for some minutes.
   *
   * @param args none; the system property {@code skep.benchmarks.readme} may name a file to write
   *     the result into
   * @throws RunnerException if a benchmark fails, as when the server refuses a response
   * @throws IOException if that file cannot be written
   */
  public static void main(String[] args) throws RunnerException, IOException {
    double loadBefore = load();
    Report report = new Report();
    for (Engine engine : Engine.values()) {
      report.ec(engine, run(EcBenchmark.class, engine));
      report.rsa(engine, run(RsaBenchmark.class, engine));
      report.threads(engine, run(ThreadsBenchmark.class, engine));
    }
    String result = report.ratios() + "\n\n" + circumstances(loadBefore) + "\n";
    System.out.println("\n" + report.rates() + "\n\n" + result);
    String readme = System.getProperty(README, "");
    if (!readme.isEmpty()) {
      Readme.update(Path.of(readme), result);
    }
  }

  private static Series run(Class<?> benchmark, Engine engine) throws RunnerException {
    System.out.println("measuring: " + benchmark.getSimpleName() + ", " + engine);
    Options options =
        new OptionsBuilder()
            .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
            .param("engine", engine.name())
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    return Series.of(new Runner(options).run());
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

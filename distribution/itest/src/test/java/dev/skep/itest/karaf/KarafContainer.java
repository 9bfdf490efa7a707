package dev.skep.itest.karaf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.TestAddress;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.karaf.container.internal.KarafTestContainerFactory;
import org.ops4j.pax.exam.karaf.options.KarafDistributionKitConfigurationOption;
import org.ops4j.pax.exam.karaf.options.KarafDistributionKitConfigurationOption.Platform;
import org.ops4j.pax.exam.karaf.options.KarafDistributionOption;
import org.ops4j.pax.exam.options.extra.EnvironmentOption;
import org.ops4j.pax.exam.spi.PaxExamRuntime;

/** Pax Exam's Karaf, started by Karaf's own script; ends by {@link #end}. */
final class KarafContainer {
  /** How long a start, an installation or a stop may take. */
  static final Duration DEADLINE = Duration.ofSeconds(180);

  private static final long POLL_MILLIS = 100;

  private final KarafHome home;
  private final TestContainer container;
  private final InputStream input = System.in;

  private KarafContainer(KarafHome home, TestContainer container) {
    this.home = home;
    this.container = container;
  }

  /**
   * Starts one; does not wait until it runs.
   *
   * @param home prepared, with the bundles that Pax Exam puts into it
   * @param environment further variables of its environment
   */
  static KarafContainer start(KarafHome home, Map<String, Path> environment) throws IOException {
    List<Option> options = new ArrayList<>();
    options.add(
        new KarafDistributionKitConfigurationOption("", "Apache Karaf", "4.4.10", Platform.NIX)
            .executable(KarafHome.SCRIPT)
            .existing(home.folder().toFile()));
    options.add(new EnvironmentOption("JAVA_HOME=" + System.getProperty("java.home")));
    environment.forEach((name, value) -> options.add(new EnvironmentOption(name + "=" + value)));
    // Without its JUnit, since the probe calls its tests itself.
    options.add(KarafDistributionOption.overrideJUnitBundles());
    options.add(KarafDistributionOption.doNotModifyLogConfiguration());
    options.add(KarafDistributionOption.keepRuntimeFolder());
    ExamSystem system = PaxExamRuntime.createServerSystem(options.toArray(Option[]::new));
    TestContainer container =
        PaxExamRuntime.getTestContainerFactory(KarafTestContainerFactory.class).create(system)[0];
    KarafContainer started = new KarafContainer(home, container);
    // Pax Exam gives it to Karaf as the console's; here it is how the build talks to this process.
    System.setIn(InputStream.nullInputStream());
    container.start();
    return started;
  }

  /** Installs and starts the bundle with the tests. */
  void installProbe(Path jar) throws IOException {
    try (InputStream bundle = Files.newInputStream(jar)) {
      container.installProbe(bundle);
    }
  }

  /**
   * Runs a test that the probe offers.
   *
   * @throws RuntimeException if it fails; with what the test threw
   */
  void call(String test, Object... arguments) {
    container.call(new Call(test, arguments));
  }

  private record Call(String identifier, Object[] arguments) implements TestAddress {
    @Override
    public String caption() {
      return identifier;
    }

    @Override
    public TestAddress root() {
      return this;
    }
  }

  /**
   * Waits until a condition holds.
   *
   * @throws AssertionError if Karaf ends or the deadline passes before; with its log
   */
  void awaitThat(String what, BooleanSupplier condition) throws InterruptedException {
    long endNanos = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (home.hasEnded() || System.nanoTime() > endNanos) {
        throw new AssertionError(
            "not " + what + ", " + (home.hasEnded() ? "ended" : "too slow") + ":\n" + home.log());
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /**
   * Asks it to end, and waits.
   *
   * @return the exit status of Karaf's script
   */
  int end() throws InterruptedException, IOException {
    container.stop();
    System.setIn(input);
    long endNanos = System.nanoTime() + DEADLINE.toNanos();
    while (!home.hasEnded()) {
      if (System.nanoTime() > endNanos) {
        throw new AssertionError("still running after " + DEADLINE + ":\n" + home.log());
      }
      Thread.sleep(POLL_MILLIS);
    }
    return home.exitStatus();
  }
}

package dev.skep.itest.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.se.SecurityElement;
import dev.skep.itest.container.Services;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Runs tests of this package in a container of another process, where there is no JUnit, and leaves
 * a report in the data folder.
 */
public final class AwayActivator implements BundleActivator {
  /** The file of the report, below the data folder. */
  public static final String REPORT = "away.report";

  /** The report if all is well; else it is what went wrong. */
  public static final String PASSED = "passed";

  private static final String RSA = "RSA-OAEP-256";
  private static final String EC = "DHKEM-P256-HKDF-SHA256";

  /** Made by the framework. */
  public AwayActivator() {}

  @Override
  public void start(BundleContext context) {
    new Thread(() -> run(context), "tests").start();
  }

  @Override
  public void stop(BundleContext context) {
    // The tests end by themselves.
  }

  private static void run(BundleContext context) {
    String report = PASSED;
    try {
      everythingRuns(context);
      enrols(context, EC, "ES256");
      enrols(context, RSA, "RS256");
      swaps(context);
      picksAnotherFeature(context);
    } catch (Throwable e) { // whatever it is, the other process must hear of it
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      report = trace.toString();
    }
    write(Path.of(context.getProperty("skep.data")), report);
  }

  private static void everythingRuns(BundleContext context) throws Exception {
    new Services(context)
        .awaitThat(
            "all bundles",
            () -> List.of(context.getBundles()).stream().allMatch(AwayActivator::runs));
  }

  private static boolean runs(Bundle bundle) {
    boolean fragment = bundle.getHeaders("").get("Fragment-Host") != null;
    return bundle.getState() == (fragment ? Bundle.RESOLVED : Bundle.ACTIVE)
        || bundle.getState() == Bundle.STARTING;
  }

  private static void enrols(BundleContext context, String transport, String attestation)
      throws Exception {
    EnrolmentIT test = new EnrolmentIT();
    test.open(context);
    try {
      test.enrolsInTwoRoundTripsAndSigns(transport, attestation, "memory", "ES256");
    } finally {
      test.close();
    }
  }

  private static void swaps(BundleContext context) throws Exception {
    ExchangeableBundle bundle = new ExchangeableBundle(context, "dev.skep.provider.ecdh");
    try (Scene scene = new Scene(context)) {
      scene.trustMaker();
      SecurityElement element = scene.element("bob", "RS256");
      scene.policy(List.of(EC, RSA), List.of("RS256"));
      bundle.uninstall();
      assertThat(((Completed) scene.run(element)).suite().transport()).isEqualTo(RSA);
      bundle.install();
      scene.awaitOffer("of both", offer -> offer.transports().equals(List.of(EC, RSA)));
      assertThat(((Completed) scene.run(element)).suite().transport()).isEqualTo(EC);
    } finally {
      bundle.restore();
    }
  }

  /** By Karaf's own console, as an operator does. */
  private static void picksAnotherFeature(BundleContext context) throws Exception {
    Services services = new Services(context);
    services.awaitThat(
        "the commands of SKEP", () -> services.count("(osgi.command.function=revoke)") > 0);
    try (KarafConsole console = new KarafConsole(context)) {
      assertThat(console.run("skep:providers")).contains(EC, RSA, "A256GCM").doesNotContain("ML-");
      // Without a refresh, which could stop the bundle that these tests are in.
      console.run("feature:install -r skep-provider-pqc skep-se-pcsc skep-crypto-corretto");
      services.awaitThat("the new algorithms", () -> console.run("skep:providers").contains("ML-"));
    }
    for (String name : List.of("dev.skep.se.pcsc", "dev.skep.crypto.corretto")) {
      assertThat(services.bundle(name).getState()).as(name).isEqualTo(Bundle.ACTIVE);
    }
  }

  private static void write(Path data, String report) {
    try {
      Path part = Files.writeString(data.resolve(REPORT + ".part"), report);
      Files.move(part, data.resolve(REPORT), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new IllegalStateException("no report", e);
    }
  }
}

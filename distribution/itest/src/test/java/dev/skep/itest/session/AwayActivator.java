package dev.skep.itest.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.SecurityElement;
import dev.skep.itest.container.Services;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.Provider;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.ops4j.pax.exam.ProbeInvoker;
import org.ops4j.pax.exam.TestContainerException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;

/**
 * Offers tests of this package to a container of another process, where there is no JUnit; Pax Exam
 * calls them.
 */
public final class AwayActivator implements BundleActivator {
  private static final String RSA = "RSA-OAEP-256";
  private static final String EC = "DHKEM-P256-HKDF-SHA256";

  /** Made by the framework. */
  public AwayActivator() {}

  @Override
  public void start(BundleContext context) {
    offer(context, "runs", arguments -> everythingRuns(context));
    offer(context, "enrols", arguments -> enrols(context, arguments));
    offer(context, "swaps", arguments -> swaps(context));
    offer(context, "picks", arguments -> picksFeatures(context));
    offer(context, "token", arguments -> takesToken(context, arguments));
  }

  @Override
  public void stop(BundleContext context) {
    // The framework takes the tests away.
  }

  private interface Test {
    void run(Object... arguments) throws Exception;
  }

  private static void offer(BundleContext context, String name, Test test) {
    ProbeInvoker invoker =
        arguments -> {
          try {
            test.run(arguments);
          } catch (Exception | AssertionError e) {
            // As text: the other process may not have the class.
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            throw new TestContainerException(trace.toString());
          }
        };
    context.registerService(
        ProbeInvoker.class, invoker, new Hashtable<>(Map.of("Probe-Signature", name)));
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

  private static void enrols(BundleContext context, Object... suite) throws Exception {
    EnrolmentIT test = new EnrolmentIT();
    test.open(context);
    try {
      test.enrolsInTwoRoundTripsAndSigns(
          String.valueOf(suite[0]), String.valueOf(suite[1]), "memory", "ES256");
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
  private static void picksFeatures(BundleContext context) throws Exception {
    Services services = new Services(context);
    services.awaitThat(
        "the commands of SKEP", () -> services.count("(osgi.command.function=revoke)") > 0);
    try (KarafConsole console = new KarafConsole(context)) {
      assertThat(console.run("skep:providers")).contains(EC, RSA, "A256GCM").doesNotContain("ML-");
      // Without a refresh, which could stop the bundle that these tests are in.
      console.run(
          "feature:install -r skep-provider-pqc skep-se-pcsc skep-crypto-corretto"
              + " skep-crypto-fips skep-se-pkcs11 skep-store-postgresql");
      services.awaitThat("the new algorithms", () -> console.run("skep:providers").contains("ML-"));
    }
    for (String name :
        List.of(
            "dev.skep.provider.pqc",
            "dev.skep.se.pcsc",
            "dev.skep.crypto.corretto",
            "dev.skep.crypto.fips",
            "dev.skep.se.pkcs11",
            "org.postgresql.jdbc")) {
      assertThat(services.bundle(name).getState()).as(name).isEqualTo(Bundle.ACTIVE);
    }
    for (String engine : List.of("BC", "BCFIPS", "AmazonCorrettoCryptoProvider")) {
      services.awaitCount(Provider.class, "(skep.engine=" + engine + ")", 1);
    }
    services.awaitThat(
        "the driver", () -> services.count("(osgi.jdbc.driver.class=org.postgresql.Driver)") == 1);
  }

  /** An element on a token, as the settings say. */
  private static void takesToken(BundleContext context, Object... settings) throws Exception {
    Services services = new Services(context);
    try (KarafConsole console = new KarafConsole(context)) {
      console.run("feature:install -r skep-se-pkcs11");
    }
    Configuration element =
        services.configure(
            "dev.skep.se.pkcs11",
            "karaf",
            Map.of(
                "name", "karaf",
                "library", settings[0],
                "pin.file", settings[1],
                "storage.file", settings[2]));
    try {
      PersonalizableSecurityElement found =
          services.await(
              PersonalizableSecurityElement.class,
              "(" + SecurityElement.ID_PROPERTY + "=pkcs11:karaf)");
      assertThat(found.createAttestationKey("ES256").length()).isPositive();
    } finally {
      element.delete();
    }
    services.awaitCount(
        SecurityElement.class, "(" + SecurityElement.ID_PROPERTY + "=pkcs11:karaf)", 0);
  }
}

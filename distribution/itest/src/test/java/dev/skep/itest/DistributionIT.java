package dev.skep.itest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.itest.container.Distribution;
import dev.skep.itest.container.InContainer;
import dev.skep.itest.container.Services;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The distribution's bundles, properties and configurations fit together. */
@InContainer
class DistributionIT {
  @Test
  void allBundlesOfTheDistributionResolveAndStart(BundleContext context) throws IOException {
    Map<String, String> states = new TreeMap<>();
    for (Bundle bundle : context.getBundles()) {
      if (bundle.getLocation().contains("/bundle/")) {
        states.put(bundle.getLocation(), state(bundle));
      }
    }

    assertThat(states.values()).containsOnly("ACTIVE");
    assertThat(states).hasSize(Distribution.unpacked().bundles().size());
  }

  @Test
  void frameworkIsTheOneThatTheBuildNames(BundleContext context) {
    assertThat(context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getSymbolicName())
        .isEqualTo(System.getProperty("skep.framework"));
  }

  @Test
  void testsRunInsideTheContainerAndSeeItsClasses(BundleContext context) {
    assertThat(FrameworkUtil.getBundle(getClass())).isEqualTo(context.getBundle());
    assertThat(FrameworkUtil.getBundle(Algorithm.class).getSymbolicName())
        .isEqualTo("dev.skep.api");
  }

  @Test
  void configurationFilesOfTheDistributionAreTaken(BundleContext context) throws Exception {
    Services services = new Services(context);
    ConfigurationAdmin admin = services.await(ConfigurationAdmin.class);

    services.awaitThat(
        "the log's configuration", () -> hasConfiguration(admin, "org.ops4j.pax.logging"));
  }

  @Test
  void httpServiceListensOnTheAddressOfTheSettings(BundleContext context) throws Exception {
    assertThat(new Services(context).awaitHttpEndpoint().getHost()).isEqualTo("127.0.0.1");
  }

  @Test
  @DisplayName("attack 55: what a bundle makes of its own copy of the contract is not taken")
  void copiesOfTheContractAreNotTaken(BundleContext context) throws Exception {
    Services services = new Services(context);
    AlgorithmCatalogue catalogue = services.await(AlgorithmCatalogue.class);
    services.awaitThat("transports", () -> !catalogue.names(KeyTransport.class).isEmpty());
    String filter = "(skep.algorithm=" + ImpostorActivator.NAME + ")";
    byte[] bundle = ImpostorActivator.bundle(services.bundle("dev.skep.api"));
    Bundle impostor = context.installBundle("impostor", new ByteArrayInputStream(bundle));
    try {
      impostor.start();

      assertThat(services.count(filter)).as("it is registered").isOne();
      assertThat(context.getServiceReferences(KeyTransport.class, filter)).isEmpty();
      assertThat(catalogue.names(KeyTransport.class)).doesNotContain(ImpostorActivator.NAME);
    } finally {
      impostor.uninstall();
    }
  }

  private static boolean hasConfiguration(ConfigurationAdmin admin, String pid) {
    try {
      Configuration[] found = admin.listConfigurations("(service.pid=" + pid + ")");
      return found != null && Arrays.stream(found).anyMatch(one -> one.getProperties() != null);
    } catch (Exception e) {
      throw new AssertionError("cannot list configurations", e);
    }
  }

  private static String state(Bundle bundle) {
    return switch (bundle.getState()) {
      case Bundle.ACTIVE -> "ACTIVE";
      case Bundle.RESOLVED -> "RESOLVED " + bundle;
      case Bundle.INSTALLED -> "INSTALLED " + bundle;
      default -> bundle.getState() + " " + bundle;
    };
  }
}

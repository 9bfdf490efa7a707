package dev.skep.itest.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.itest.container.InContainer;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/** What bundles say of themselves is enough to run them, and is true. */
@InContainer(assembly = "session")
class AssembledIT {
  @Test
  void runtimeThatAResolverPutTogetherMakesSessions(BundleContext context) throws Exception {
    assertThat(context.getBundles())
        .extracting(Bundle::getSymbolicName)
        .contains("dev.skep.server.core", "dev.skep.se.software")
        .doesNotContain("dev.skep.issuer.x509", "dev.skep.se.pcsc", "org.postgresql.jdbc");
    try (Scene scene = new Scene(context)) {
      scene.trustMaker();

      assertThat(scene.run(scene.element("alice", "ES256"))).isInstanceOf(Completed.class);
    }
  }

  @Test
  void bundlesProvideTheAlgorithmsThatTheySayTheyDo(BundleContext context) throws Exception {
    try (Scene scene = new Scene(context)) {
      Set<String> said =
          Arrays.stream(context.getBundles())
              .map(bundle -> bundle.adapt(BundleRevision.class))
              .flatMap(revision -> revision.getDeclaredCapabilities("dev.skep.algorithm").stream())
              .map(BundleCapability::getAttributes)
              .map(a -> a.get("role") + " " + a.get("dev.skep.algorithm"))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(said).hasSizeGreaterThan(10);

      scene.services().awaitThat("services of " + said, () -> registered(context).equals(said));
    }
  }

  private static Set<String> registered(BundleContext context) {
    try {
      ServiceReference<?>[] found = context.getAllServiceReferences(null, "(skep.algorithm=*)");
      return Arrays.stream(found)
          .map(
              s ->
                  ((String[]) s.getProperty("objectClass"))[0]
                      + " "
                      + s.getProperty("skep.algorithm"))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (org.osgi.framework.InvalidSyntaxException e) {
      throw new AssertionError("the filter is a constant", e);
    }
  }
}

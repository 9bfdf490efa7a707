package dev.skep.itest.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.issuer.AuditEvent;
import dev.skep.api.se.SecurityElement;
import dev.skep.itest.container.InContainer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

/**
 * Bundles with algorithms are exchanged every second under load. Of each there are two, of
 * different versions, and one of them is exchanged at a time, so that a provider of each allowed
 * suite remains. What happens where none does is in {@link SwapIT}.
 */
@InContainer
class ProviderLoadIT {
  private static final String EC = "DHKEM-P256-HKDF-SHA256";
  private static final String RSA = "RSA-OAEP-256";
  private static final List<String> ATTESTATIONS = List.of("ES256", "PS256");
  private static final int SESSIONS = 2_000;

  private Scene scene;
  private final List<ExchangeableBundle> providers = new ArrayList<>();
  private final List<ExchangeableBundle> second = new ArrayList<>();

  @BeforeEach
  void open(BundleContext context) throws Exception {
    scene = new Scene(context);
    for (String name : List.of("ecdh", "rsa", "symmetric")) {
      ExchangeableBundle first = new ExchangeableBundle(context, "dev.skep.provider." + name);
      providers.add(first);
      second.add(first.besides());
    }
    scene.trustMaker();
  }

  @AfterEach
  void close() throws Exception {
    for (ExchangeableBundle provider : providers) {
      provider.restore();
    }
    for (ExchangeableBundle provider : second) {
      provider.uninstall();
    }
    scene.close();
  }

  @Test
  void noSessionFailsAndNothingOfOldVersionsStays() throws Exception {
    scene.policy(List.of(EC, RSA), ATTESTATIONS);
    SecurityElement alice = scene.element("alice", "ES256", "memory");
    SecurityElement bob = scene.element("bob", "PS256", "wrapped");
    List<Callable<CeremonyOutcome>> callers =
        List.of(
            () -> scene.run(alice),
            () -> scene.run(bob),
            () -> scene.run(alice),
            () -> scene.run(alice));
    Load load = new Load(SESSIONS, changes());
    load.warmUp(callers);
    Leftovers leftovers = new Leftovers();
    int before = scene.audit().sessions(AuditEvent.Kind.COMPLETED).size();

    load.run(callers);

    assertThat(load.failed()).isEmpty();
    assertThat(load.outcomes()).hasSizeGreaterThanOrEqualTo(SESSIONS);
    assertThat(load.outcomes())
        .extracting(outcome -> ((Completed) outcome).suite().transport())
        .contains(EC, RSA);
    assertThat(load.outcomes())
        .extracting(outcome -> ((Completed) outcome).suite().attestation())
        .containsAll(ATTESTATIONS);
    assertThat(scene.audit().sessions(AuditEvent.Kind.COMPLETED))
        .hasSize(before + load.outcomes().size())
        .doesNotHaveDuplicates();
    load.changeWithoutSessions();
    leftovers.awaitNone(scene.services(), providers);
    leftovers.awaitNone(scene.services(), second);
  }

  /** Each bundle in each way; between two of them the order of the transports turns. */
  private List<Load.Change> changes() {
    List<Load.Change> changes = new ArrayList<>();
    for (int i = 0; i < providers.size(); i++) {
      List<Load.Change> one = providers.get(i).exchanges();
      List<Load.Change> other = second.get(i).exchanges();
      for (int way = 0; way < one.size(); way++) {
        Load.Change first = one.get(way);
        Load.Change then = other.get(way);
        changes.add(
            () -> {
              first.make();
              prefer(RSA, EC);
            });
        changes.add(
            () -> {
              then.make();
              prefer(EC, RSA);
            });
      }
    }
    return changes;
  }

  private void prefer(String... transports) throws Exception {
    scene.policy(List.of(transports), ATTESTATIONS);
  }
}

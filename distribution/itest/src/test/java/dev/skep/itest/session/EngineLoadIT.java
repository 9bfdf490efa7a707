package dev.skep.itest.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.se.SecurityElement;
import dev.skep.itest.container.InContainer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

/** Bundles with JCA engines are exchanged every second under load; the JDK's own remain. */
@InContainer
class EngineLoadIT {
  private static final int SESSIONS = 300;

  private Scene scene;
  private List<ExchangeableBundle> engines;

  @BeforeEach
  void open(BundleContext context) throws Exception {
    scene = new Scene(context);
    engines =
        List.of(
            new ExchangeableBundle(context, "dev.skep.crypto.bc"),
            new ExchangeableBundle(context, "dev.skep.crypto.corretto"));
    scene.trustMaker();
  }

  @AfterEach
  void close() throws Exception {
    for (ExchangeableBundle engine : engines) {
      engine.restore();
    }
    scene.close();
  }

  @Test
  void noSessionFailsAndNothingOfOldVersionsStays() throws Exception {
    scene.policy(
        List.of("DHKEM-X25519-HKDF-SHA256", "DHKEM-P256-HKDF-SHA256", "RSA-OAEP-256"),
        List.of("ES256", "PS256", "Ed25519"));
    SecurityElement alice = scene.element("alice", "ES256", "memory");
    SecurityElement bob = scene.element("bob", "PS256", "wrapped");
    SecurityElement carol = scene.element("carol", "Ed25519", "wrapped");
    List<Callable<CeremonyOutcome>> callers =
        List.of(
            () -> scene.run(alice),
            () -> scene.run(bob),
            () -> scene.run(carol),
            () -> scene.run(alice));
    Load load = new Load(SESSIONS, changes());
    load.warmUp(callers);
    Leftovers leftovers = new Leftovers();

    load.run(callers);

    assertThat(load.failed()).isEmpty();
    assertThat(load.outcomes())
        .hasSizeGreaterThanOrEqualTo(SESSIONS)
        .extracting(outcome -> ((Completed) outcome).suite().attestation())
        .contains("ES256", "PS256", "Ed25519");
    load.changeWithoutSessions();
    leftovers.awaitNone(scene.services(), engines);
  }

  private List<Load.Change> changes() {
    List<Load.Change> changes = new ArrayList<>();
    for (ExchangeableBundle engine : engines) {
      changes.addAll(engine.exchanges());
    }
    return changes;
  }
}

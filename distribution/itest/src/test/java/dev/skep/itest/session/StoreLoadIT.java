package dev.skep.itest.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.issuer.AuditEvent;
import dev.skep.api.issuer.SessionStore;
import dev.skep.api.se.SecurityElement;
import dev.skep.itest.container.InContainer;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

/**
 * The store's bundle is exchanged every second under load. In the gap the server waits for the next
 * store; if that takes too long it answers {@code unavailable}, and the client comes back as it
 * always does: no caller sees a failure.
 */
@InContainer
class StoreLoadIT {
  private static final int SESSIONS = 300;

  private Scene scene;
  private ExchangeableBundle store;
  private ExchangeableBundle driver;

  @BeforeEach
  void open(BundleContext context) throws Exception {
    scene = new Scene(context);
    store = new ExchangeableBundle(context, "dev.skep.store.jdbc");
    driver = new ExchangeableBundle(context, "com.h2database");
    scene.trustMaker();
  }

  @AfterEach
  void close() throws Exception {
    driver.restore();
    store.restore();
    scene.services().await(SessionStore.class);
    scene.close();
  }

  @Test
  void noSessionFailsEachIsTakenOnceAndNothingOfOldVersionsStays() throws Exception {
    scene.policy(List.of("DHKEM-P256-HKDF-SHA256"), List.of("ES256"));
    SecurityElement alice = scene.element("alice", "ES256", "memory");
    SecurityElement bob = scene.element("bob", "ES256", "wrapped");
    List<Callable<CeremonyOutcome>> callers =
        List.of(
            () -> scene.run(alice),
            () -> scene.run(bob),
            () -> scene.run(alice),
            () -> scene.run(bob));
    Load load = new Load(SESSIONS, store.exchanges());
    load.warmUp(callers);
    Leftovers leftovers = new Leftovers();
    int before = scene.audit().sessions(AuditEvent.Kind.COMPLETED).size();

    load.run(callers);

    assertThat(load.failed()).isEmpty();
    assertThat(load.outcomes()).hasSizeGreaterThanOrEqualTo(SESSIONS);
    assertThat(scene.audit().sessions(AuditEvent.Kind.ESTABLISHED)).doesNotHaveDuplicates();
    assertThat(scene.audit().sessions(AuditEvent.Kind.COMPLETED))
        .doesNotHaveDuplicates()
        .hasSize(before + load.outcomes().size())
        .containsAll(
            load.outcomes().stream()
                .map(outcome -> ((Completed) outcome).sessionId().toHex())
                .toList());
    load.changeWithoutSessions();
    exchangeTheDriver();
    leftovers.awaitNone(scene.services(), List.of(store, driver));
  }

  /**
   * H2 has an exception that was made on its first use, with a stack; so it keeps the class loader
   * of whoever that was, once, until it goes itself.
   */
  private void exchangeTheDriver() throws Exception {
    driver.uninstall();
    driver.install();
    scene.services().await(SessionStore.class);
  }
}

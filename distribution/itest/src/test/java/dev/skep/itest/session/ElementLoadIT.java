package dev.skep.itest.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.api.issuer.AuditEvent;
import dev.skep.api.se.SecurityElement;
import dev.skep.itest.container.InContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

/**
 * The bundle of a kind of security elements is exchanged every second under load.
 *
 * <p>A session whose element is taken away cannot go on, as with a card that is pulled. "No session
 * fails" means here: such a run ends at once and says {@code security-element}, and nothing else;
 * begun again by its caller, with the element that has come back with its durable state, it
 * completes. To the server each session is complete once or not at all, and no session stays in the
 * client's journal.
 */
@InContainer
class ElementLoadIT {
  private static final int SESSIONS = 300;

  private Scene scene;
  private ExchangeableBundle driver;
  private final Collection<Failed> broken = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void open(BundleContext context) throws Exception {
    scene = new Scene(context);
    driver = new ExchangeableBundle(context, "dev.skep.se.software");
    scene.trustMaker();
  }

  @AfterEach
  void close() throws Exception {
    driver.restore();
    scene.close();
  }

  @Test
  void noSessionFailsThatIsBegunAgainAndNothingOfOldVersionsStays() throws Exception {
    scene.policy(List.of("DHKEM-P256-HKDF-SHA256"), List.of("ES256"));
    scene.element("alice", "ES256", "memory");
    scene.element("bob", "ES256", "wrapped");
    List<Callable<CeremonyOutcome>> callers =
        List.of(
            () -> session("alice"),
            () -> session("bob"),
            () -> session("alice"),
            () -> session("bob"));
    Load load = new Load(SESSIONS, driver.exchanges());
    load.warmUp(callers);
    Leftovers leftovers = new Leftovers();

    load.run(callers);

    assertThat(load.failed()).isEmpty();
    assertThat(load.outcomes()).hasSizeGreaterThanOrEqualTo(SESSIONS);
    assertThat(broken).allSatisfy(run -> assertThat(run.code()).isEqualTo("security-element"));
    for (String name : List.of("alice", "bob")) {
      assertThat(element(name).info().personalized()).isTrue();
      assertThat(scene.run(element(name))).isInstanceOf(Completed.class);
    }
    assertThat(scene.audit().sessions(AuditEvent.Kind.COMPLETED))
        .doesNotHaveDuplicates()
        .containsAll(
            load.outcomes().stream()
                .map(outcome -> ((Completed) outcome).sessionId().toHex())
                .toList());
    assertThat(journal()).isEmpty();
    leftovers.awaitNone(scene.services(), List.of(driver));
  }

  /** Runs it as a holder does, who puts the element in again when it was gone. */
  private CeremonyOutcome session(String name) throws Exception {
    while (true) {
      CeremonyOutcome outcome = scene.run(element(name));
      if (!(outcome instanceof Failed failed)) {
        return outcome;
      }
      broken.add(failed);
      if (!failed.code().equals("security-element")) {
        return outcome;
      }
    }
  }

  private SecurityElement element(String name) throws InterruptedException {
    return scene
        .services()
        .await(SecurityElement.class, "(" + SecurityElement.ID_PROPERTY + "=soft:" + name + ")");
  }

  private List<Path> journal() throws Exception {
    Path folder = scene.data().resolve("client/journal");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}

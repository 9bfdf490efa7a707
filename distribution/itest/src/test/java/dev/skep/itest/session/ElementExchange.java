package dev.skep.itest.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.api.issuer.AuditEvent;
import dev.skep.api.se.SecurityElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
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
final class ElementExchange implements AutoCloseable {
  private final Scene scene;
  private final ExchangeableBundle driver;
  private final Collection<Failed> broken = new ConcurrentLinkedQueue<>();

  /** Sets up a server that trusts the maker of the elements of this bundle. */
  ElementExchange(BundleContext context, String driver) throws Exception {
    this.scene = new Scene(context);
    this.driver = new ExchangeableBundle(context, driver);
    scene.trustMaker();
    scene.policy(List.of("DHKEM-P256-HKDF-SHA256"), List.of("ES256"));
  }

  /** Where the elements come from. */
  Scene scene() {
    return scene;
  }

  /**
   * Runs it, and checks that no session fails and nothing of old versions stays.
   *
   * @param ids of the elements, each with a caller of its own, those that are there twice with two
   */
  void check(int sessions, List<String> ids) throws Exception {
    List<Callable<CeremonyOutcome>> callers =
        ids.stream().<Callable<CeremonyOutcome>>map(id -> () -> session(id)).toList();
    Load load = new Load(sessions, driver.exchanges());
    load.warmUp(callers);
    Leftovers leftovers = new Leftovers();

    load.run(callers);

    assertThat(load.failed()).isEmpty();
    assertThat(load.outcomes()).hasSizeGreaterThanOrEqualTo(sessions);
    assertThat(broken).allSatisfy(run -> assertThat(run.code()).isEqualTo("security-element"));
    for (String id : ids) {
      assertThat(element(id).info().personalized()).isTrue();
      assertThat(scene.run(element(id))).isInstanceOf(Completed.class);
    }
    assertThat(scene.audit().sessions(AuditEvent.Kind.COMPLETED))
        .doesNotHaveDuplicates()
        .containsAll(
            load.outcomes().stream()
                .map(outcome -> ((Completed) outcome).sessionId().toHex())
                .toList());
    assertThat(journal()).isEmpty();
    load.changeWithoutSessions();
    leftovers.awaitNone(scene.services(), List.of(driver));
  }

  /** Runs it as a holder does, who puts the element in again when it was gone. */
  private CeremonyOutcome session(String id) throws Exception {
    while (true) {
      CeremonyOutcome outcome = scene.run(element(id));
      if (!(outcome instanceof Failed failed)) {
        return outcome;
      }
      broken.add(failed);
      if (!failed.code().equals("security-element")) {
        return outcome;
      }
    }
  }

  private SecurityElement element(String id) throws InterruptedException {
    return scene
        .services()
        .await(SecurityElement.class, "(" + SecurityElement.ID_PROPERTY + "=" + id + ")");
  }

  /** Leaves the bundle as it was at first, and no element. */
  @Override
  public void close() throws Exception {
    driver.restore();
    // A card is there as long as its driver is.
    driver.stop();
    scene.close();
    driver.start();
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

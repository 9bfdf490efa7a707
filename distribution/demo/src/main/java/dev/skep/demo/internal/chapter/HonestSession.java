package dev.skep.demo.internal.chapter;

import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.api.client.CeremonyStep;
import dev.skep.api.client.SessionClient;
import dev.skep.api.issuer.AuditEvent;
import dev.skep.demo.internal.device.SoftwareElement;
import dev.skep.demo.internal.story.StoryException;
import java.util.List;

/** A session through the middleware, shown step by step with what the server checked. */
final class HonestSession {
  private final Stage stage;
  private List<String> shown = List.of();

  HonestSession(Stage stage) {
    this.stage = stage;
  }

  /**
   * Runs one to its end, which must be a regular one.
   *
   * @param transport that the middleware must have chosen
   */
  Completed complete(SoftwareElement element, String transport)
      throws StoryException, InterruptedException {
    CeremonyOutcome outcome = attempt(element);
    if (!(outcome instanceof Completed done)) {
      Failed failed = (Failed) outcome;
      stage
          .narrator()
          .expect(
              "the session comes to its regular end",
              false,
              failed.code() + ": " + failed.message());
      throw new StoryException("the session did not come to its end");
    }
    showChecks(done);
    stage
        .narrator()
        .expect(
            "%s has a session with %s + %s, and both ends have confirmed it"
                .formatted(element.id(), transport, element.attestation()),
            done.suite().transport().equals(transport)
                && done.suite().attestation().equals(element.attestation()),
            done.suite().toString());
    return done;
  }

  /** Runs one, however it ends. */
  CeremonyOutcome attempt(SoftwareElement element) throws StoryException, InterruptedException {
    stage.narrator().say("Session of " + element.id() + " with " + stage.server().base() + ":");
    return stage
        .services()
        .get(SessionClient.class)
        .run(stage.server().base(), stage.services().element(element.id()), this::show);
  }

  private void show(CeremonyStep step) {
    stage
        .narrator()
        .exchange(step.name(), step.sentBytes(), step.receivedBytes(), step.took(), step.detail());
  }

  private void showChecks(Completed done) throws StoryException, InterruptedException {
    AuditEvent established = stage.audit().await(AuditEvent.Kind.ESTABLISHED, done.sessionId());
    if (established.checks().equals(shown)) {
      stage.narrator().say("The server made the same " + shown.size() + " checks.");
    } else {
      shown = established.checks();
      stage.narrator().say("The server checked, as its audit log says:");
      stage.narrator().list(shown);
    }
    stage.audit().await(AuditEvent.Kind.COMPLETED, done.sessionId());
  }
}

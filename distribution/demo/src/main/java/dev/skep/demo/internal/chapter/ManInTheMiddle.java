package dev.skep.demo.internal.chapter;

import dev.skep.api.Suite;
import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.demo.internal.container.Policy;
import dev.skep.demo.internal.device.SoftwareElement;
import dev.skep.demo.internal.story.Chapter;
import dev.skep.demo.internal.story.Narrator;
import dev.skep.demo.internal.story.StoryException;
import dev.skep.demo.internal.wire.Attacker;
import dev.skep.demo.internal.wire.Interception;
import dev.skep.demo.internal.wire.ReceivedOffer;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.protocol.catalogue.SuiteLease;
import dev.skep.protocol.message.Response;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;

/** The attack of the paper's section 3: ServerPubK replaced on its way to the SE. */
public final class ManInTheMiddle implements Chapter {
  private static final Duration LEASE_WAIT = Duration.ofSeconds(5);

  private final Stage stage;
  private final Refusals refusals;
  private int attacks;

  /** Attacks the stage's server. */
  public ManInTheMiddle(Stage stage) {
    this.stage = stage;
    this.refusals = new Refusals(stage);
  }

  /** What the attacker sends on. */
  @FunctionalInterface
  private interface Forgery {
    Response of(Attacker attacker, Interception caught) throws GeneralSecurityException;
  }

  @Override
  public String title() {
    return "A man in the middle replaces ServerPubK";
  }

  @Override
  public String tell() throws Exception {
    stage
        .narrator()
        .say(
            "Section 3 of the paper: the attacker owns the network and the middleware, and replaces the"
                + " server's public key in an offer. The SE cannot know, and establishes with the"
                + " wrong key. This gives the attacker K, but only an attestation in which the wrong"
                + " key is bound.");
    new PolicyChange(stage)
        .apply(
            Policy.of(List.of(Stage.RSA_TRANSPORT, Stage.EC_TRANSPORT), List.of("RS256", "ES256")));
    String sameK = "(c) the very same K, encrypted again for the true key, with the same AK";
    attack(
        Stage.ALICE, Stage.RSA_TRANSPORT, "(a) everything as the SE made it", Attacker::forwarded);
    attack(
        Stage.ALICE,
        Stage.RSA_TRANSPORT,
        "(b) a fresh K' for the true key",
        Attacker::withAnotherKey);
    attack(Stage.ALICE, Stage.RSA_TRANSPORT, sameK, Attacker::withTheSameKey);
    attack(Stage.BOB, Stage.EC_TRANSPORT, "(a) everything as the SE made it", Attacker::forwarded);
    attack(
        Stage.BOB, Stage.EC_TRANSPORT, "(b) a fresh K' for the true key", Attacker::withAnotherKey);
    refusals.expectUniform();
    return attacks + " attacks, K recovered " + attacks + " times, all refused";
  }

  private void attack(SoftwareElement element, String transport, String variant, Forgery forgery)
      throws Exception {
    Narrator narrator = stage.narrator();
    narrator.say("Attack with " + transport + " on " + element.id() + ", variant " + variant + ":");
    Suite suite = new Suite(transport, element.attestation(), "HKDF-SHA256", "A256GCM");
    PersonalizableSecurityElement victim = stage.services().element(element.id());
    try (SuiteLease algorithms = lease(suite)) {
      Attacker attacker = new Attacker(algorithms, stage.random());
      ReceivedOffer offer = stage.server().requireOffer();
      narrator.fact(
          "ServerPubK",
          "of %d bytes replaced by the attacker's of %d bytes"
              .formatted(offer.serverPublicKey(transport).length(), attacker.publicKey().length()));
      try (Interception caught = attacker.intercept(offer, victim)) {
        narrator.fact(
            "K recovered",
            (caught.proven() ? "yes" : "no") + ", " + caught.sharedSecret().length() + " bytes");
        narrator.expect(
            "the attacker truly holds K: AK verifies over the attacker's transcript and CK",
            caught.proven(),
            "AK does not verify with what was decrypted");
        Response response = forgery.of(attacker, caught);
        refusals.send(variant, offer.offer().sessionId(), response.encode(), "S-12");
        attacks++;
        victim.abort(caught.made().handle());
      }
    }
  }

  private SuiteLease lease(Suite suite) throws StoryException, InterruptedException {
    return SuiteLease.take(stage.services().get(AlgorithmCatalogue.class), suite, LEASE_WAIT)
        .orElseThrow(() -> new StoryException(suite + " is not installed"));
  }
}

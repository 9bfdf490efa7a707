package dev.skep.demo.internal.chapter;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.api.issuer.AuditEvent;
import dev.skep.api.se.Established;
import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.SessionHandle;
import dev.skep.demo.internal.story.Chapter;
import dev.skep.demo.internal.story.Narrator;
import dev.skep.demo.internal.story.StoryException;
import dev.skep.demo.internal.wire.ReceivedOffer;
import dev.skep.demo.internal.wire.Reply;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.message.RecordsMessage;
import java.util.List;

/** A valid Response sent twice, and once more in the name of another offer. */
public final class Replay implements Chapter {
  private static final Suite SUITE =
      new Suite(Stage.EC_TRANSPORT, Stage.BOB.attestation(), "HKDF-SHA256", "A256GCM");
  private static final String HASH = "SHA-256";
  private static final int MAXIMUM_ROUNDS = 8;

  private final Stage stage;

  /** Replays to the stage's server. */
  public Replay(Stage stage) {
    this.stage = stage;
  }

  @Override
  public String title() {
    return "A valid response is replayed";
  }

  @Override
  public String tell() throws Exception {
    Narrator narrator = stage.narrator();
    PersonalizableSecurityElement element = stage.services().element(Stage.BOB.id());
    ReceivedOffer offer = stage.server().requireOffer();
    Bytes sessionId = offer.offer().sessionId();
    Established made =
        element.establish(offer.request(SUITE, HASH, offer.serverPublicKey(SUITE.transport())));
    Bytes response = offer.response(SUITE, made, made.encapsulatedKey()).encode();

    narrator.say("An honest session of " + Stage.BOB.id() + ", its messages carried by hand:");
    Reply first = stage.server().respond(response);
    narrator.exchange("response", response.length(), first.body().length(), first.took(), "");
    narrator.expect("the first time it is accepted", first.accepted(), first.summary());

    Refusals refusals = new Refusals(stage);
    narrator.say("The same again, and again in the name of a new offer:");
    refusals.send("the same bytes a second time", sessionId, response, "S-10");
    ReceivedOffer other = stage.server().requireOffer();
    Bytes renamed = other.response(SUITE, made, made.encapsulatedKey()).encode();
    refusals.send("with the token of a new offer", other.offer().sessionId(), renamed, "S-12");
    refusals.expectUniform();

    narrator.say("The first session goes on as if nothing had been:");
    finish(element, sessionId, made.handle(), first.body());
    stage.audit().await(AuditEvent.Kind.COMPLETED, sessionId);
    narrator.expect("the first session came to its regular end", true, "");
    return "accepted once, refused twice";
  }

  private void finish(
      PersonalizableSecurityElement element, Bytes sessionId, SessionHandle begun, Bytes message)
      throws Exception {
    SessionHandle handle = begun;
    List<Bytes> records = RecordsMessage.decode(message, CborLimits.DEFAULT).records();
    for (int round = 1; !records.isEmpty(); round++) {
      if (round > MAXIMUM_ROUNDS
          || !(element.process(handle, records) instanceof ProcessResult.Answered answer)) {
        throw new StoryException("expected: the SE takes the server's records; found: it does not");
      }
      handle = answer.handle();
      Bytes sent = new RecordsMessage(answer.records()).encode();
      Reply reply = stage.server().records(sessionId, sent);
      stage
          .narrator()
          .exchange("records", sent.length(), reply.body().length(), reply.took(), reply.summary());
      stage.narrator().expect("the server takes the records", reply.accepted(), reply.summary());
      records = RecordsMessage.decode(reply.body(), CborLimits.DEFAULT).records();
    }
  }
}

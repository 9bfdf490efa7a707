package dev.skep.server.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.AuditEvent.Kind;
import dev.skep.api.issuer.IssuerServer.Answer;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.api.issuer.SessionStore;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.message.OfferEnvelope;
import dev.skep.protocol.message.Response;
import dev.skep.server.core.internal.seal.Sealer;
import dev.skep.server.core.internal.session.GenuineDevice.Run;
import dev.skep.server.core.internal.store.NodeLocalSessionStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReplayAttackTest {
  private final AttackLab lab = new AttackLab();
  private final GenuineDevice device = lab.device("ES256");
  private static final Answer REJECTED = AttackLab.refused(RefusalCode.REJECTED);

  private Response honest() {
    return device.respond(lab.offer(), AttackLab.EC);
  }

  private static Response withToken(Response response, Bytes token) {
    return new Response(
        token,
        response.suite(),
        response.seNonce(),
        response.encapsulatedKey(),
        response.attestation(),
        response.certificateChain(),
        response.records());
  }

  @Test
  @DisplayName("attack 9: exact replay in the same session; the first result is unchanged")
  void rejectsAReplayAndKeepsTheFirstResult() throws Exception {
    OfferEnvelope offer = lab.offer();
    Run run = device.run(offer, AttackLab.EC);
    Answer.Accepted first = (Answer.Accepted) lab.send(run.response());

    assertThat(lab.send(run.response())).isEqualTo(REJECTED);
    assertThat(lab.lastRule()).isEqualTo("S-10");
    Answer end =
        lab.server.records(run.sessionId(), DeviceRecords.receipt(device, run, first), "test");
    assertThat(end).isInstanceOf(Answer.Accepted.class);
  }

  @Test
  @DisplayName("attack 10: replay under another session's token")
  void rejectsAReplayInANewSession() {
    Response old = honest();
    assertThat(lab.send(old)).isInstanceOf(Answer.Accepted.class);
    assertThat(lab.send(withToken(old, lab.offer().token()))).isEqualTo(REJECTED);
    assertThat(lab.lastRule()).isEqualTo("S-12");
  }

  @Test
  @DisplayName("attack 10: replay to another node that shares key and store")
  void rejectsAReplayAtAnotherNode() {
    SessionStore shared = new NodeLocalSessionStore(lab.clock);
    Sealer sealer = lab.newSealer();
    CeremonyServer first = lab.node(lab.parts(shared, sealer));
    CeremonyServer second = lab.node(lab.parts(shared, sealer));
    Response response = device.respond(lab.offer(first), AttackLab.EC);

    assertThat(first.establish(response.encode(), "test")).isInstanceOf(Answer.Accepted.class);
    assertThat(second.establish(response.encode(), "test")).isEqualTo(REJECTED);
    assertThat(lab.lastRule()).isEqualTo("S-10");
  }

  @Test
  @DisplayName("attack 10: replay after a restart, which makes another token key")
  void rejectsAReplayAfterARestart() {
    Response response = honest();
    assertThat(lab.send(response)).isInstanceOf(Answer.Accepted.class);
    CeremonyServer restarted =
        lab.node(lab.parts(new NodeLocalSessionStore(lab.clock), lab.newSealer()));

    assertThat(restarted.establish(response.encode(), "test")).isEqualTo(REJECTED);
    assertThat(lab.lastRule()).isEqualTo("S-2");
  }

  @Test
  @DisplayName("attack 11: whoever learned an old K can neither replay nor re-attest with it")
  void rejectsAReplayAlthoughAnOldKLeaked() {
    Run old = device.run(lab.offer(), AttackLab.EC);
    assertThat(lab.send(old.response())).isInstanceOf(Answer.Accepted.class);
    old.sharedSecret().copy(); // the attacker has it
    assertThat(lab.send(old.response())).isEqualTo(REJECTED);
    assertThat(lab.send(withToken(old.response(), lab.offer().token()))).isEqualTo(REJECTED);
    assertThat(lab.lastRule()).isEqualTo("S-12");
  }

  @Test
  @DisplayName("attack 12: serverNonce and sessionId altered on the way to the SE")
  void rejectsADeviceThatSawAnotherOffer() {
    for (boolean session : new boolean[] {true, false}) {
      OfferEnvelope envelope = lab.offer();
      Offer offer = GenuineDevice.parse(envelope);
      Offer altered =
          new Offer(
              session ? flipped(offer.sessionId()) : offer.sessionId(),
              session ? offer.serverNonce() : flipped(offer.serverNonce()),
              offer.issuedAtSeconds(),
              offer.lifetimeSeconds(),
              offer.issuer(),
              offer.transports(),
              offer.attestations(),
              offer.kdfs(),
              offer.ciphers(),
              offer.request());
      OfferEnvelope seen = new OfferEnvelope(altered.encode(), envelope.token());
      assertThat(lab.send(device.respond(seen, AttackLab.EC))).isEqualTo(REJECTED);
      assertThat(lab.lastRule()).isEqualTo("S-12");
    }
  }

  private static Bytes flipped(Bytes value) {
    byte[] bytes = value.toArray();
    bytes[0] ^= 1;
    return Bytes.of(bytes);
  }

  @Test
  @DisplayName("attack 22: a session id that the client made up")
  void rejectsASessionIdOfTheClientsOwn() {
    Answer answer = lab.server.records(Bytes.of(new byte[16]), DeviceRecords.empty(), "test");
    assertThat(answer).isEqualTo(REJECTED);
    assertThat(lab.lastRule()).isEqualTo("R-7");
    assertThat(lab.server.records(Bytes.hex("00"), DeviceRecords.empty(), "test"))
        .isEqualTo(REJECTED);
  }

  @Test
  @DisplayName("attack 22: a token that the client made up or bent")
  void rejectsATokenOfTheClientsOwn() {
    Response honest = honest();
    byte[] token = honest.token().toArray();
    token[token.length - 1] ^= 1;
    assertThat(lab.send(withToken(honest, Bytes.of(token)))).isEqualTo(REJECTED);
    assertThat(lab.lastRule()).isEqualTo("S-2");
    assertThat(lab.send(withToken(honest, Bytes.hex("00")))).isEqualTo(REJECTED);
  }

  @Test
  @DisplayName("attack 23: two nodes with one store get the same response at once")
  void acceptsOnceInARace() throws Exception {
    SessionStore shared = new NodeLocalSessionStore(lab.clock);
    Sealer sealer = lab.newSealer();
    List<CeremonyServer> nodes =
        List.of(lab.node(lab.parts(shared, sealer)), lab.node(lab.parts(shared, sealer)));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 10; round++) {
        Bytes body = device.respond(lab.offer(nodes.get(0)), AttackLab.EC).encode();
        List<Callable<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          CeremonyServer node = nodes.get(i % 2);
          calls.add(() -> node.establish(body, "test"));
        }
        int accepted = 0;
        for (Future<Answer> answer : threads.invokeAll(calls)) {
          accepted += AttackLab.accepted(answer.get()) ? 1 : 0;
        }
        assertThat(accepted).isEqualTo(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @DisplayName("attack 72: an offer ends exactly at its expiry")
  void refusesAnExpiredOffer() {
    Response inTime = honest();
    lab.clock.advance(Duration.ofSeconds(118));
    assertThat(lab.send(inTime)).isInstanceOf(Answer.Accepted.class);
    Response late = honest();
    lab.clock.advance(Duration.ofSeconds(120));
    assertThat(lab.send(late)).isEqualTo(AttackLab.refused(RefusalCode.OFFER_EXPIRED));
    assertThat(lab.lastEvent().kind()).isEqualTo(Kind.OFFER_LAPSED);
  }
}

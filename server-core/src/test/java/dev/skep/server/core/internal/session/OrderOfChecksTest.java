package dev.skep.server.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.issuer.DeviceTrust;
import dev.skep.api.issuer.IssuerServer.Answer;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.api.issuer.SessionStore;
import dev.skep.api.issuer.StoreException;
import dev.skep.api.issuer.StoredSession;
import dev.skep.protocol.message.OfferEnvelope;
import dev.skep.protocol.message.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What a response costs the server before it fails; the parts that note it are around real ones.
 */
class OrderOfChecksTest {
  private static final Answer REJECTED = AttackLab.refused(RefusalCode.REJECTED);
  private static final String CHAIN = "judge the chain";
  private static final String CLAIM = "claim the session";
  private static final String PRIVATE_KEY = "decapsulate";
  private static final String CONFIRM = "derive SKEP/1 confirm";
  private static final String VERIFY = "verify";

  private final AttackLab lab = new AttackLab();
  private final OrderRecorder order = OrderRecorder.install(lab);
  private CeremonyServer server;

  @BeforeEach
  void observe() {
    KeyTransport real = lab.algorithm(KeyTransport.class, order.suite().transport());
    lab.catalogue.add(
        KeyTransport.class,
        RecordingTransport.around(real, () -> order.events().add(PRIVATE_KEY)),
        100);
    ServerParts parts = lab.parts;
    server =
        lab.node(
            new ServerParts(
                parts.catalogue(),
                observed(parts.trust()),
                new ObservedStore(parts.store(), order.events()),
                parts.staticKeys(),
                parts.sealer(),
                parts.audit(),
                parts.random(),
                parts.clock()));
  }

  private DeviceTrust observed(DeviceTrust real) {
    return (chain, at) -> {
      order.events().add(CHAIN);
      return real.evaluate(chain, at);
    };
  }

  private record ObservedStore(SessionStore real, List<String> events) implements SessionStore {
    @Override
    public boolean shared() {
      return real.shared();
    }

    @Override
    public boolean claim(Bytes sessionId, Instant expiresAt) throws StoreException {
      events.add(CLAIM);
      return real.claim(sessionId, expiresAt);
    }

    @Override
    public Optional<StoredSession> find(Bytes sessionId) throws StoreException {
      events.add("find");
      return real.find(sessionId);
    }

    @Override
    public boolean write(Bytes sessionId, StoredSession session) throws StoreException {
      events.add("write");
      return real.write(sessionId, session);
    }

    @Override
    public void remove(Bytes sessionId) throws StoreException {
      events.add("remove");
      real.remove(sessionId);
    }
  }

  private Response honest() {
    return lab.device("ES256").respond(lab.offer(server), order.suite());
  }

  private Answer send(Bytes message) {
    order.clear();
    return server.establish(message, "test");
  }

  private static Response with(Response of, Bytes token, Suite suite, Bytes attestation) {
    return new Response(
        token,
        suite,
        of.seNonce(),
        of.encapsulatedKey(),
        attestation,
        of.certificateChain(),
        of.records());
  }

  @Test
  @DisplayName("attacks 70 and 71: size, form, token, expiry and suite come before all that costs")
  void costsNothingBeforeTheMessageFits() {
    Response honest = honest();
    Suite suite = honest.suite();
    Suite other = new Suite("RSA1_5", suite.attestation(), suite.kdf(), suite.cipher());
    Bytes encoded = honest.encode();
    Bytes longest = Bytes.of(new byte[lab.policy.maximumMessageBytes() + 1]);
    for (Bytes message :
        List.of(
            longest,
            Bytes.of(encoded.toArray(), 0, encoded.length() - 1),
            with(honest, Bytes.hex("00"), suite, honest.attestation()).encode(),
            with(honest, honest.token(), other, honest.attestation()).encode())) {
      assertThat(send(message)).isInstanceOf(Answer.Refused.class);
      assertThat(order.events()).as(lab.lastRule()).isEmpty();
    }
    lab.clock.advance(Duration.ofSeconds(120));
    assertThat(send(encoded)).isEqualTo(AttackLab.refused(RefusalCode.OFFER_EXPIRED));
    assertThat(order.events()).isEmpty();
  }

  @Test
  @DisplayName("attack 71: a chain or key that does not fit costs neither session nor private key")
  void judgesTheChainBeforeTheSession() {
    OfferEnvelope offer = lab.offer(server);
    GenuineDevice stranger = new GenuineDevice(lab, "ES256", new TestDeviceCa());
    assertThat(send(stranger.respond(offer, order.suite()).encode())).isEqualTo(REJECTED);
    assertThat(order.events()).containsExactly(CHAIN);

    Suite other = AttackLab.suite(order.suite().transport(), "ES384");
    Response wrong = lab.device("ES384").respond(offer, other);
    assertThat(send(with(wrong, wrong.token(), order.suite(), wrong.attestation()).encode()))
        .isEqualTo(REJECTED);
    assertThat(lab.lastRule()).isEqualTo("S-8");
    assertThat(order.events()).containsExactly(CHAIN);
  }

  @Test
  @DisplayName("attack 71: a session that was used costs no private-key operation")
  void claimsTheSessionBeforeThePrivateKey() {
    Bytes message = honest().encode();
    assertThat(send(message)).isInstanceOf(Answer.Accepted.class);
    assertThat(order.events()).startsWith(CHAIN, CLAIM, PRIVATE_KEY, CONFIRM, VERIFY);

    assertThat(send(message)).isEqualTo(REJECTED);
    assertThat(lab.lastRule()).isEqualTo("S-10");
    assertThat(order.events()).containsExactly(CHAIN, CLAIM);
  }

  @Test
  @DisplayName(
      "attack 71: a wrong AK costs its sender the session, and the server one decapsulation")
  void aWrongAkCostsTheSession() {
    Response honest = honest();
    byte[] bent = honest.attestation().toArray();
    bent[3] ^= 1;
    Response wrong = with(honest, honest.token(), honest.suite(), Bytes.of(bent));

    assertThat(send(wrong.encode())).isEqualTo(REJECTED);
    assertThat(lab.lastRule()).isEqualTo("S-12");
    assertThat(order.events()).containsExactly(CHAIN, CLAIM, PRIVATE_KEY, CONFIRM, VERIFY);

    assertThat(send(honest.encode())).isEqualTo(REJECTED);
    assertThat(lab.lastRule()).isEqualTo("S-10");
    assertThat(order.events()).containsExactly(CHAIN, CLAIM);
  }
}

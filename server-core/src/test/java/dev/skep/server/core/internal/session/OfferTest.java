package dev.skep.server.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.Rejection;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.engine.JcaEngines;
import dev.skep.api.issuer.AuditEvent.Kind;
import dev.skep.api.issuer.EnrollmentAuthority;
import dev.skep.api.issuer.EnrollmentDecision;
import dev.skep.api.issuer.IssuerServer.Answer;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.message.OfferEnvelope;
import dev.skep.protocol.message.OfferRequest;
import dev.skep.protocol.provisioning.ProvisioningRequest;
import dev.skep.provider.ecdh.internal.DhkemP256;
import dev.skep.provider.ecdh.internal.EcEngines;
import dev.skep.server.core.internal.store.NodeLocalSessionStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OfferTest {
  private static final Bytes BADGE =
      new ProvisioningRequest(
              Optional.empty(), List.of(), "alice", Bytes.utf8("a badge"), Optional.empty())
          .encode();

  private final AttackLab lab = new AttackLab();

  @Test
  void listsWhatIsAllowedAndInstalledInTheOrderOfPolicy() {
    Offer offer = GenuineDevice.parse(lab.offer());
    assertThat(offer.transports())
        .extracting(Offer.TransportKey::transport)
        .containsExactly("DHKEM-P256-HKDF-SHA256", "DHKEM-X25519-HKDF-SHA256", "RSA-OAEP-256");
    assertThat(offer.attestations()).containsExactly("ES256", "Ed25519", "PS256", "RS256", "ES384");
    assertThat(offer.sessionId().length()).isEqualTo(16);
    assertThat(offer.serverNonce().length()).isEqualTo(32);
  }

  @Test
  void makesFreshKeysIdsAndNoncesForEachOffer() {
    Offer first = GenuineDevice.parse(lab.offer());
    Offer second = GenuineDevice.parse(lab.offer());
    assertThat(first.sessionId()).isNotEqualTo(second.sessionId());
    assertThat(first.serverNonce()).isNotEqualTo(second.serverNonce());
    for (String fresh : List.of("DHKEM-P256-HKDF-SHA256", "DHKEM-X25519-HKDF-SHA256")) {
      assertThat(first.transport(fresh).orElseThrow().publicKey())
          .isNotEqualTo(second.transport(fresh).orElseThrow().publicKey());
    }
    assertThat(first.transport("RSA-OAEP-256")).isEqualTo(second.transport("RSA-OAEP-256"));
  }

  @Test
  @DisplayName("attack 69: however many offers are asked for, none costs the store anything")
  void keepsNothingOfAnOffer() {
    FaultyCalls calls = new FaultyCalls();
    CeremonyServer node =
        lab.node(lab.parts(calls.store(new NodeLocalSessionStore(lab.clock)), lab.newSealer()));

    for (int i = 0; i < 500; i++) {
      lab.offer(node);
    }

    assertThat(calls.calls).isEmpty();
  }

  @Test
  void tokenShowsNoPrivateKey() {
    OfferEnvelope envelope = lab.offer();
    assertThat(envelope.token().toHex()).doesNotContain(envelope.offer().slice(0, 24).toHex());
  }

  @Test
  void leavesOutWhatIsUninstalledFromTheNextOfferOn() {
    KeyTransport p256 = lab.algorithm(KeyTransport.class, "DHKEM-P256-HKDF-SHA256");
    lab.catalogue.remove(p256, Duration.ZERO);
    assertThat(GenuineDevice.parse(lab.offer()).transport(p256.name())).isEmpty();
  }

  @Test
  void makesNoOfferWhenNothingIsLeftOfAChoice() {
    for (String name : lab.catalogue.names(KeyTransport.class)) {
      lab.catalogue.remove(lab.algorithm(KeyTransport.class, name), Duration.ZERO);
    }
    assertThat(lab.server.offer(Bytes.EMPTY, "test"))
        .isEqualTo(AttackLab.refused(RefusalCode.UNAVAILABLE));
    assertThat(lab.lastRule()).isEqualTo("O-2");
    assertThat(lab.lastEvent().kind()).isEqualTo(Kind.OFFER_REFUSED);
  }

  @Test
  void offersTheOtherTransportsWhenTheEngineOfOneIsGone() {
    EcEngines none = new EcEngines(new JcaEngines(), List.of("BC"));
    lab.catalogue.add(KeyTransport.class, new DhkemP256(none), 100);
    assertThat(GenuineDevice.parse(lab.offer()).transports())
        .extracting(Offer.TransportKey::transport)
        .containsExactly("DHKEM-X25519-HKDF-SHA256", "RSA-OAEP-256");
  }

  @Test
  void asksForANewOfferWhenTheProviderIsGone() {
    var response = lab.device("ES256").respond(lab.offer(), AttackLab.EC);
    lab.catalogue.remove(
        lab.algorithm(KeyTransport.class, AttackLab.EC.transport()), Duration.ZERO);
    assertThat(lab.send(response)).isEqualTo(AttackLab.refused(RefusalCode.OFFER_WITHDRAWN));
    assertThat(lab.lastEvent().kind()).isEqualTo(Kind.OFFER_LAPSED);
  }

  @Test
  void putsOffACodeThatNobodyCanCheckNow() {
    Bytes body = new OfferRequest(Optional.of(Bytes.utf8("1234"))).encode();
    assertThat(lab.server.offer(body, "test"))
        .isEqualTo(AttackLab.refused(RefusalCode.UNAVAILABLE));
    assertThat(lab.lastRule()).isEqualTo("O-7");
  }

  @Test
  void asksTheEnrolmentAuthority() throws Exception {
    EnrollmentAuthority authority = OfferTest::onlyAlice;
    CeremonyServer server =
        new CeremonyServer(
            lab.parts,
            () -> lab.policy,
            new IssuerRoles(() -> Optional.of(authority), Optional::empty, Optional::empty));
    assertThat(server.offer(Bytes.EMPTY, "test"))
        .isEqualTo(AttackLab.refused(RefusalCode.REJECTED));
    assertThat(lab.lastRule()).isEqualTo("O-7");

    Bytes body = new OfferRequest(Optional.of(Bytes.utf8("for alice"))).encode();
    Answer.Accepted offered = (Answer.Accepted) server.offer(body, "test");
    OfferEnvelope envelope = OfferEnvelope.decode(offered.body(), CborLimits.DEFAULT);
    assertThat(GenuineDevice.parse(envelope).request()).isEqualTo(BADGE);
    assertThat(lab.lastEvent().details()).containsEntry("account", "alice");
  }

  private Answer offerBy(EnrollmentDecision decision) {
    EnrollmentAuthority authority = (code, sessionId) -> decision;
    IssuerRoles roles =
        new IssuerRoles(() -> Optional.of(authority), Optional::empty, Optional::empty);
    return new CeremonyServer(lab.parts, () -> lab.policy, roles).offer(Bytes.EMPTY, "test");
  }

  @Test
  void saysUnavailableWhileTheEnrolmentAuthorityIs() {
    Rejection reason = new Rejection("O-7", "the store of enrolments does not answer");
    assertThat(offerBy(new EnrollmentDecision.Unavailable(reason)))
        .isEqualTo(AttackLab.refused(RefusalCode.UNAVAILABLE));
    assertThat(lab.lastEvent().rejection()).contains(reason);
    assertThat(lab.lastEvent().kind()).isEqualTo(Kind.OFFER_REFUSED);
  }

  @Test
  void offersNoRequestThatDoesNotParse() {
    Bytes nonsense = Bytes.utf8("a badge");
    assertThat(offerBy(new EnrollmentDecision.Authorized("alice", nonsense)))
        .isEqualTo(AttackLab.refused(RefusalCode.UNAVAILABLE));
    assertThat(lab.lastRule()).isEqualTo("O-5");
  }

  private static EnrollmentDecision onlyAlice(Optional<SecretBytes> code, Bytes sessionId) {
    boolean right =
        code.isPresent()
            && code.get().use(Bytes::of).equals(Bytes.utf8("for alice"))
            && sessionId.length() == 16;
    return right
        ? new EnrollmentDecision.Authorized("alice", BADGE)
        : new EnrollmentDecision.Denied(new Rejection("O-7", "no such code"));
  }
}

package dev.skep.server.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.api.issuer.IssuerServer.Answer;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.message.OfferEnvelope;
import dev.skep.protocol.message.Response;
import dev.skep.server.core.internal.policy.ServerPolicy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuiteAttackTest {
  private final AttackLab lab = new AttackLab();
  private static final Answer REJECTED = AttackLab.refused(RefusalCode.REJECTED);

  private static Response withSuite(Response response, Suite suite) {
    return new Response(
        response.token(),
        suite,
        response.seNonce(),
        response.encapsulatedKey(),
        response.attestation(),
        response.certificateChain(),
        response.records());
  }

  private static ServerPolicy policyWith(ServerPolicy policy, List<String> transports) {
    ServerPolicy.Algorithms all = policy.algorithms();
    return new ServerPolicy(
        policy.issuer(),
        new ServerPolicy.Algorithms(transports, all.attestations(), all.kdfs(), all.ciphers()),
        policy.offerLifetime(),
        policy.sessionLifetime(),
        policy.diasPolicyOid(),
        policy.maximumMessageBytes());
  }

  @Test
  @DisplayName("attack 13: the offer's list stripped to the weakest on the way to the SE")
  void rejectsADeviceThatSawAStrippedOffer() {
    OfferEnvelope envelope = lab.offer();
    Offer offer = GenuineDevice.parse(envelope);
    Offer stripped =
        new Offer(
            offer.sessionId(),
            offer.serverNonce(),
            offer.issuedAtSeconds(),
            offer.lifetimeSeconds(),
            offer.issuer(),
            offer.transports(),
            List.of("RS256"),
            offer.kdfs(),
            offer.ciphers(),
            offer.request());
    Response response =
        lab.device("RS256")
            .respond(new OfferEnvelope(stripped.encode(), envelope.token()), AttackLab.RSA);
    assertThat(lab.send(response)).isEqualTo(REJECTED);
    assertThat(lab.lastRule()).isEqualTo("S-12");
  }

  @Test
  @DisplayName("attack 14: a suite that is not in the offer, or that nobody knows")
  void rejectsASuiteThatWasNotOffered() {
    RecordingTransport recording = RecordingTransport.install(lab);
    for (Suite suite :
        List.of(
            new Suite("RSA1_5", "ES256", "HKDF-SHA256", "A256GCM"),
            new Suite("DHKEM-P521-HKDF-SHA512", "ES256", "HKDF-SHA256", "A256GCM"),
            new Suite(AttackLab.EC.transport(), "none", "HKDF-SHA256", "A256GCM"),
            new Suite(AttackLab.EC.transport(), "ES256", "KBKDF-HMAC-SHA256", "A256GCM"),
            new Suite(AttackLab.EC.transport(), "ES256", "HKDF-SHA256", "A128GCM"))) {
      Response honest = lab.device("ES256").respond(lab.offer(), AttackLab.EC);
      assertThat(lab.send(withSuite(honest, suite))).isEqualTo(REJECTED);
      assertThat(lab.lastRule()).isEqualTo("S-4");
    }
    assertThat(recording.decapsulations()).as("private-key operations").isZero();
  }

  @Test
  @DisplayName("attack 30: ML-KEM has no provider here, so its malformed keys never reach one")
  void rejectsMlKemWhileNoProviderBringsIt() {
    Suite mlKem = AttackLab.suite("ML-KEM-768", "ES256");
    Response honest = lab.device("ES256").respond(lab.offer(), AttackLab.EC);
    assertThat(lab.send(withSuite(honest, mlKem))).isEqualTo(REJECTED);
    assertThat(lab.lastRule()).isEqualTo("S-4");
    assertThat(GenuineDevice.parse(lab.offer()).transport("ML-KEM-768")).isEmpty();
  }

  @Test
  @DisplayName("attack 14: an algorithm that policy forbids is not offered, and rejected unoffered")
  void rejectsASuiteThatPolicyForbids() {
    lab.policy = policyWith(lab.policy, List.of("RSA-OAEP-256"));
    OfferEnvelope envelope = lab.offer();
    assertThat(GenuineDevice.parse(envelope).transport(AttackLab.EC.transport())).isEmpty();
    Response response =
        lab.device("ES256")
            .respond(envelope, new Suite("RSA-OAEP-256", "ES256", "HKDF-SHA256", "A256GCM"));
    assertThat(lab.send(withSuite(response, AttackLab.EC))).isEqualTo(REJECTED);
    assertThat(lab.lastRule()).isEqualTo("S-4");
  }

  @Test
  @DisplayName("attack 14: an algorithm that policy withdrew after the offer asks for a new offer")
  void asksForANewOfferWhenPolicyChanged() {
    Response response = lab.device("ES256").respond(lab.offer(), AttackLab.EC);
    lab.policy = policyWith(lab.policy, List.of("RSA-OAEP-256"));
    assertThat(lab.send(response)).isEqualTo(AttackLab.refused(RefusalCode.OFFER_WITHDRAWN));
    assertThat(lab.lastRule()).isEqualTo("S-5");
  }

  @Test
  @DisplayName("attack 14: one name for all four choices")
  void rejectsARepeatedName() {
    Response honest = lab.device("ES256").respond(lab.offer(), AttackLab.EC);
    String name = AttackLab.EC.transport();
    assertThat(lab.send(withSuite(honest, new Suite(name, name, name, name)))).isEqualTo(REJECTED);
    assertThat(lab.lastRule()).isEqualTo("S-4");
  }

  @Test
  @DisplayName("attack 40: an RSA certificate with an ECDSA scheme, and the reverse")
  void rejectsAKeyThatDoesNotFitTheScheme() {
    for (String[] pair :
        new String[][] {
          {"RS256", "ES256"}, {"ES256", "RS256"}, {"ES256", "ES384"}, {"ES256", "Ed25519"}
        }) {
      GenuineDevice device = lab.device(pair[0]);
      Suite right = AttackLab.suite(AttackLab.EC.transport(), pair[0]);
      Response honest = device.respond(lab.offer(), right);
      Suite wrong = AttackLab.suite(AttackLab.EC.transport(), pair[1]);
      assertThat(lab.send(withSuite(honest, wrong))).isEqualTo(REJECTED);
      assertThat(lab.lastRule()).isEqualTo("S-8");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RS256, ES256",
    "RS256, Ed25519",
    "ES256, RS256",
    "ES256, PS256",
    "ES256, ES384",
    "ES384, ES256",
    "Ed25519, ES256",
    "Ed25519, RS256"
  })
  @DisplayName("attack 50: a certificate whose key the suite does not allow is one more rejection")
  void rejectsACertificateOfAnotherSuite(String certified, String chosen) {
    Suite right = AttackLab.suite(AttackLab.EC.transport(), certified);
    assertThat(lab.send(lab.device(certified).respond(lab.offer(), right)))
        .isInstanceOf(Answer.Accepted.class);
    Response other =
        lab.device(chosen).respond(lab.offer(), AttackLab.suite(AttackLab.EC.transport(), chosen));
    Response swapped = withChain(other, lab.device(certified).respond(lab.offer(), right));
    assertThat(lab.send(swapped)).isEqualTo(REJECTED);
    assertThat(lab.lastRule()).isEqualTo("S-8");
  }

  private static Response withChain(Response response, Response other) {
    return new Response(
        response.token(),
        response.suite(),
        response.seNonce(),
        response.encapsulatedKey(),
        response.attestation(),
        other.certificateChain(),
        response.records());
  }

  @Test
  @DisplayName("attack 40: PS256 and RS256 under one RSA key are not exchangeable")
  void rejectsAnotherSchemeOfTheSameKeyType() {
    Response honest =
        lab.device("RS256").respond(lab.offer(), AttackLab.suite("RSA-OAEP-256", "RS256"));
    Suite other = AttackLab.suite("RSA-OAEP-256", "PS256");
    assertThat(lab.send(withSuite(honest, other))).isEqualTo(REJECTED);
    assertThat(lab.lastRule()).isEqualTo("S-12");
  }

  @Test
  @DisplayName("attack 16: DIAS is off unless policy turns it on")
  void doesNotOfferDiasByDefault() {
    assertThat(GenuineDevice.parse(lab.offer()).attestations())
        .contains("RS256")
        .doesNotContain("RS256-DIAS");
  }

  @Test
  @DisplayName("attack 16: DIAS needs the policy OID in the device certificate")
  void takesDiasOnlyWithThePolicyOid() {
    lab.policy = AttackLab.policy(Optional.of(AttackLab.DIAS_OID));
    Suite dias = AttackLab.suite("RSA-OAEP-256", "RS256-DIAS");
    GenuineDevice without = new GenuineDevice(lab, "RS256-DIAS", lab.deviceCa);
    assertThat(lab.send(without.respond(lab.offer(), dias))).isEqualTo(REJECTED);
    assertThat(lab.lastRule()).isEqualTo("S-9");

    GenuineDevice with = new GenuineDevice(lab, "RS256-DIAS", lab.deviceCa, AttackLab.DIAS_OID);
    assertThat(lab.send(with.respond(lab.offer(), dias))).isInstanceOf(Answer.Accepted.class);
  }

  @Test
  @DisplayName("attack 25: nothing is derived for use, sealed or opened before AK is verified")
  void verifiesBeforeItUsesK() {
    OrderRecorder order = OrderRecorder.install(lab);
    Response honest = lab.device("ES256").respond(lab.offer(), order.suite());
    order.clear();
    assertThat(lab.send(honest)).isInstanceOf(Answer.Accepted.class);
    assertThat(order.events())
        .containsSubsequence(
            "derive SKEP/1 confirm", "verify", "derive SKEP/1 server to se", "seal")
        .startsWith("derive SKEP/1 confirm", "verify");

    Response bent = lab.device("ES256").respond(lab.offer(), order.suite());
    byte[] ak = bent.attestation().toArray();
    ak[3] ^= 1;
    order.clear();
    lab.send(
        new Response(
            bent.token(),
            bent.suite(),
            bent.seNonce(),
            bent.encapsulatedKey(),
            Bytes.of(ak),
            bent.certificateChain(),
            bent.records()));
    assertThat(order.events()).containsExactly("derive SKEP/1 confirm", "verify");
  }
}

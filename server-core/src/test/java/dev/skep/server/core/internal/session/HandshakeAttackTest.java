package dev.skep.server.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.Suite;
import dev.skep.api.algorithm.Encapsulation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.issuer.AuditEvent.Kind;
import dev.skep.api.issuer.IssuerServer.Answer;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.protocol.AttestationMessage;
import dev.skep.protocol.KeySchedule;
import dev.skep.protocol.message.OfferEnvelope;
import dev.skep.protocol.message.Response;
import dev.skep.server.core.internal.session.GenuineDevice.Run;
import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HandshakeAttackTest {
  private static final AttackLab LAB = new AttackLab();
  private static final Answer REJECTED = AttackLab.refused(RefusalCode.REJECTED);

  /** One way through the ceremony, run with an RSA and with an EC suite. */
  record Way(Suite suite, GenuineDevice device, GenuineDevice other) {
    OfferEnvelope offer() {
      return LAB.offer();
    }

    Run run(OfferEnvelope offer) {
      return device.run(offer, suite);
    }

    Response honest() {
      return device.respond(offer(), suite);
    }
  }

  static List<Way> ways() {
    return List.of(
        new Way(AttackLab.EC, LAB.device("ES256"), LAB.device("ES256")),
        new Way(AttackLab.RSA, LAB.device("RS256"), LAB.device("RS256")));
  }

  private static Response with(
      Response response, Bytes seNonce, Bytes ek, Bytes ak, List<Bytes> chain) {
    return new Response(
        response.token(), response.suite(), seNonce, ek, ak, chain, response.records());
  }

  private static Response withEk(Response response, Bytes ek) {
    return with(
        response, response.seNonce(), ek, response.attestation(), response.certificateChain());
  }

  private static Response withAk(Response response, Bytes ak) {
    return with(
        response, response.seNonce(), response.encapsulatedKey(), ak, response.certificateChain());
  }

  private static Bytes flip(Bytes value, int index) {
    byte[] bytes = value.toArray();
    bytes[index] ^= 1;
    return Bytes.of(bytes);
  }

  private static void isRejected(Response response, String rule) {
    assertThat(LAB.send(response)).isEqualTo(REJECTED);
    assertThat(LAB.lastEvent().kind()).isEqualTo(Kind.REJECTED);
    assertThat(LAB.lastRule()).isEqualTo(rule);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void acceptsAnHonestResponse(Way way) {
    assertThat(LAB.send(way.honest())).isInstanceOf(Answer.Accepted.class);
    assertThat(LAB.lastEvent().kind()).isEqualTo(Kind.ESTABLISHED);
  }

  @ParameterizedTest
  @MethodSource("ways")
  @DisplayName("attack 1: ServerPubK of the offer replaced by the attacker's")
  void rejectsWhenTheDeviceWasGivenTheAttackersKey(Way way) {
    OfferEnvelope offer = way.offer();
    KeyTransport transport = LAB.algorithm(KeyTransport.class, way.suite().transport());
    KeyPair attacker = transport.generateKeyPair(transport.keySizesBits().get(0), LAB.random);
    Bytes attackersKey = Bytes.of(attacker.getPublic().getEncoded());
    Run run = way.device().run(offer, way.suite(), attackersKey);

    try (var stolen =
        transport.decapsulate(attacker, run.response().encapsulatedKey(), LAB.random)) {
      assertThat(stolen.sharedSecret().matches(run.sharedSecret())).as("attacker has K").isTrue();
    }
    isRejected(run.response(), "S-12");
  }

  @ParameterizedTest
  @MethodSource("ways")
  @DisplayName("attack 2: ServerPubK replaced, and K encapsulated again to the true key")
  void rejectsWhenTheAttackerEncapsulatesAgain(Way way) throws Exception {
    OfferEnvelope offer = way.offer();
    KeyTransport transport = LAB.algorithm(KeyTransport.class, way.suite().transport());
    KeyPair attacker = transport.generateKeyPair(transport.keySizesBits().get(0), LAB.random);
    Bytes attackersKey = Bytes.of(attacker.getPublic().getEncoded());
    Run run = way.device().run(offer, way.suite(), attackersKey);
    Bytes trueKey =
        GenuineDevice.parse(offer).transport(way.suite().transport()).orElseThrow().publicKey();

    Bytes again = Reencryption.of(transport, trueKey, run.sharedSecret(), LAB.random);
    isRejected(withEk(run.response(), again), "S-12");
  }

  @ParameterizedTest
  @MethodSource("ways")
  @DisplayName("attack 3: EK random, of another session, or with one bit flipped")
  void rejectsAnotherEk(Way way) throws Exception {
    Response honest = way.honest();
    int last = honest.encapsulatedKey().length() - 1;
    isRejected(withEk(honest, flip(honest.encapsulatedKey(), last)), "S-12");

    Response second = way.honest();
    isRejected(withEk(second, way.honest().encapsulatedKey()), "S-12");

    Response third = way.honest();
    byte[] noise = new byte[last + 1];
    LAB.random.nextBytes(noise);
    isRejected(withEk(third, Bytes.of(noise)), "S-12");
  }

  @ParameterizedTest
  @MethodSource("ways")
  @DisplayName("attack 4: AK replaced, truncated, or of another session")
  void rejectsAnotherAk(Way way) {
    Response honest = way.honest();
    isRejected(withAk(honest, flip(honest.attestation(), 5)), "S-12");

    Response second = way.honest();
    Bytes cut = second.attestation().slice(0, second.attestation().length() - 1);
    isRejected(withAk(second, cut), "S-12");

    Response third = way.honest();
    isRejected(withAk(third, way.honest().attestation()), "S-12");
  }

  @ParameterizedTest
  @MethodSource("ways")
  @DisplayName("attack 5: AK is valid but EK decapsulates to another K")
  void rejectsAnEkOfAnotherK(Way way) throws Exception {
    OfferEnvelope offer = way.offer();
    Response honest = way.run(offer).response();
    KeyTransport transport = LAB.algorithm(KeyTransport.class, way.suite().transport());
    Bytes key =
        GenuineDevice.parse(offer).transport(way.suite().transport()).orElseThrow().publicKey();
    try (Encapsulation other = transport.encapsulate(transport.decodePublicKey(key), LAB.random)) {
      isRejected(withEk(honest, other.encapsulatedKey()), "S-12");
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  @DisplayName("attack 6: SE_Cert of another genuine device, AK kept")
  void rejectsResponseWhoseCertificateWasSwapped(Way way) {
    Response honest = way.honest();
    List<Bytes> chain = List.of(way.other().certificate());
    isRejected(
        with(honest, honest.seNonce(), honest.encapsulatedKey(), honest.attestation(), chain),
        "S-12");
  }

  @ParameterizedTest
  @MethodSource("ways")
  @DisplayName("attack 7: a corrupt certified device signs the TH and CK of another's session")
  void rejectsAnAkThatACorruptDeviceSigned(Way way) {
    Run run = way.run(way.offer());
    var kdf = LAB.algorithm(dev.skep.api.algorithm.KeyDerivation.class, way.suite().kdf());
    try (SecretBytes ck =
        KeySchedule.confirmationKey(kdf, run.sharedSecret(), run.transcriptHash())) {
      Bytes ak = way.other().sign(AttestationMessage.of(run.transcriptHash(), ck));
      Response honest = run.response();
      List<Bytes> corrupt = List.of(way.other().certificate());
      isRejected(with(honest, honest.seNonce(), honest.encapsulatedKey(), ak, corrupt), "S-12");
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  @DisplayName("attack 8: a second certificate with the same key and another subject")
  void rejectsASecondCertificateOfTheSameKey(Way way) {
    Response honest = way.honest();
    Bytes second = LAB.deviceCa.certify("another subject", way.device().publicKey());
    isRejected(
        with(
            honest,
            honest.seNonce(),
            honest.encapsulatedKey(),
            honest.attestation(),
            List.of(second)),
        "S-12");
  }

  @ParameterizedTest
  @MethodSource("ways")
  @DisplayName("attack 12: seNonce altered")
  void rejectsAnotherSeNonce(Way way) {
    Response honest = way.honest();
    isRejected(
        with(
            honest,
            flip(honest.seNonce(), 0),
            honest.encapsulatedKey(),
            honest.attestation(),
            honest.certificateChain()),
        "S-12");
  }

  @ParameterizedTest
  @MethodSource("ways")
  @DisplayName("attack 16: an ordinary signature by SE_PrivK given as AK")
  void rejectsSignaturesOfOtherProtocols(Way way) {
    for (String text : List.of("TLS 1.3, server CertificateVerify", "{\"alg\":\"ES256\"}", "CSR")) {
      isRejected(withAk(way.honest(), way.device().sign(Bytes.utf8(text))), "S-12");
    }
  }

  @Test
  @DisplayName("attack 29: EK is the server's own public key")
  void rejectsTheServersOwnKeyAsEk() {
    GenuineDevice device = LAB.device("ES256");
    OfferEnvelope offer = LAB.offer();
    Bytes spki =
        GenuineDevice.parse(offer).transport(AttackLab.EC.transport()).orElseThrow().publicKey();
    Response honest = device.respond(offer, AttackLab.EC);
    isRejected(withEk(honest, spki.slice(spki.length() - 65, 65)), "S-12");
  }
}

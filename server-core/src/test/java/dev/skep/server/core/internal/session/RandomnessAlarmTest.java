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
import dev.skep.protocol.message.OfferEnvelope;
import dev.skep.protocol.message.Response;
import java.security.InvalidKeyException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RandomnessAlarmTest {
  private static final Suite RSA = AttackLab.suite("RSA-OAEP-256", "ES256");
  private static final Answer REJECTED = AttackLab.refused(RefusalCode.REJECTED);

  private final AttackLab lab = new AttackLab();
  private final GenuineDevice device = lab.device("ES256");

  private static Bytes key(OfferEnvelope offer, Suite suite) {
    return GenuineDevice.parse(offer).transport(suite.transport()).orElseThrow().publicKey();
  }

  private Encapsulation encapsulate(OfferEnvelope offer, Suite suite) {
    KeyTransport transport = lab.algorithm(KeyTransport.class, suite.transport());
    try {
      return transport.encapsulate(transport.decodePublicKey(key(offer, suite)), lab.random);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  private Bytes nonce() {
    return Bytes.of(SecretBytes.random(32, lab.random).copy());
  }

  private void alarms(Response response, String what) {
    assertThat(lab.send(response)).isEqualTo(REJECTED);
    assertThat(lab.lastRule()).isEqualTo("S-12.1");
    assertThat(lab.lastEvent().kind()).isEqualTo(Kind.REJECTED);
    assertThat(lab.lastEvent().rejection().orElseThrow().reason())
        .startsWith("ALARM: " + what + " ");
    assertThat(lab.lastEvent().details()).as("whose it is").containsKey("device");
  }

  @Test
  @DisplayName("attack 39: an SE whose nonces repeat")
  void alarmsAtARepeatedNonce() {
    Bytes stuck = nonce();
    OfferEnvelope first = lab.offer();
    Encapsulation k = encapsulate(first, AttackLab.EC);
    assertThat(
            AttackLab.accepted(lab.send(device.attest(first, AttackLab.EC, k, stuck).response())))
        .isTrue();
    OfferEnvelope second = lab.offer();
    Encapsulation fresh = encapsulate(second, AttackLab.EC);
    alarms(device.attest(second, AttackLab.EC, fresh, stuck).response(), "seNonce");
  }

  @Test
  @DisplayName("attack 39: two SEs that draw the same numbers, as after one bad seed")
  void alarmsAtARepeatedEkOfAnotherDevice() {
    OfferEnvelope first = lab.offer();
    Encapsulation k = encapsulate(first, RSA);
    lab.send(device.attest(first, RSA, k, nonce()).response());
    alarms(lab.device("ES256").attest(lab.offer(), RSA, k, nonce()).response(), "EK");
  }

  @Test
  @DisplayName("attack 39: an SE that encrypts the same K again")
  void alarmsAtARepeatedK() throws Exception {
    OfferEnvelope first = lab.offer();
    Encapsulation k = encapsulate(first, RSA);
    lab.send(device.attest(first, RSA, k, nonce()).response());

    OfferEnvelope second = lab.offer();
    KeyTransport transport = lab.algorithm(KeyTransport.class, RSA.transport());
    Bytes ek = Reencryption.of(transport, key(second, RSA), k.sharedSecret(), lab.random);
    assertThat(ek).isNotEqualTo(k.encapsulatedKey());
    Encapsulation again = new Encapsulation(k.sharedSecret(), ek);
    alarms(device.attest(second, RSA, again, nonce()).response(), "K");
  }

  @Test
  @DisplayName("attack 39: nobody can make a genuine SE look broken")
  void remembersNothingThatWasNotAttested() {
    OfferEnvelope mine = lab.offer();
    Response honest = device.respond(mine, RSA);
    OfferEnvelope attackers = lab.offer();
    lab.send(
        new Response(
            attackers.token(),
            honest.suite(),
            honest.seNonce(),
            honest.encapsulatedKey(),
            honest.attestation(),
            honest.certificateChain(),
            honest.records()));
    assertThat(lab.lastRule()).isEqualTo("S-12");
    assertThat(AttackLab.accepted(lab.send(honest))).isTrue();
  }
}

package dev.skep.server.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.api.algorithm.Encapsulation;
import dev.skep.api.issuer.IssuerServer.Answer;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.protocol.message.OfferEnvelope;
import dev.skep.protocol.message.Response;
import dev.skep.server.core.internal.session.GenuineDevice.Run;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UniformityTest {
  private final ProvisioningLab issuer = new ProvisioningLab();
  private final AttackLab lab = issuer.lab;
  private final Map<String, Answer> answers = new LinkedHashMap<>();

  private void note(Answer answer) {
    answers.put(lab.lastRule(), answer);
  }

  private static Response with(Response of, Bytes token, Suite suite, Bytes ak) {
    return new Response(
        token, suite, of.seNonce(), of.encapsulatedKey(), ak, of.certificateChain(), of.records());
  }

  private void handshake() {
    Response honest = issuer.session().makeKeys().response();
    Suite suite = honest.suite();
    note(lab.send(with(honest, Bytes.hex("00"), suite, honest.attestation())));
    Suite unknown = new Suite("ML-KEM-768", "ES256", suite.kdf(), suite.cipher());
    note(lab.send(with(honest, honest.token(), unknown, honest.attestation())));
    Suite other = new Suite(suite.transport(), "ES384", suite.kdf(), suite.cipher());
    note(lab.send(with(honest, honest.token(), other, honest.attestation())));
    GenuineDevice stranger = new GenuineDevice(lab, "ES256", new TestDeviceCa());
    note(issuer.establish(issuer.session(stranger)));
    note(lab.send(with(honest, honest.token(), suite, Bytes.hex("00"))));
    note(lab.send(honest));
  }

  private void randomness() {
    Bytes stuck = Bytes.of(new byte[32]);
    for (int i = 0; i < 2; i++) {
      OfferEnvelope offer = lab.offer();
      Run drawn = issuer.device.run(offer, AttackLab.EC);
      Encapsulation k = new Encapsulation(drawn.sharedSecret(), drawn.response().encapsulatedKey());
      Run run = issuer.device.attest(offer, AttackLab.EC, k, stuck);
      DeviceSession session = new DeviceSession(lab, issuer.device, offer, run).makeKeys();
      Answer answer = lab.send(session.response());
      if (!AttackLab.accepted(answer)) {
        note(answer);
      }
    }
  }

  private void early() {
    note(lab.send(issuer.session().response()));
    DeviceSession statement = issuer.session();
    statement.sendEarly("key.generated", Bytes.hex("a0"), Bytes.EMPTY);
    note(lab.send(statement.response()));
    DeviceSession content = issuer.session();
    content.sendEarly("key.generated", Bytes.hex("a0"), Bytes.hex("00"));
    note(lab.send(content.response()));
    DeviceSession mac = issuer.session();
    mac.sendEarly(mac.macData("x", Bytes.EMPTY, 1));
    note(lab.send(mac.response()));
    DeviceSession gap = issuer.session().makeKeys();
    Bytes next = gap.macData("x", Bytes.EMPTY, 0);
    note(lab.send(gap.withRecords(List.of(next))));
    DeviceSession foreign = issuer.session();
    note(lab.send(foreign.withRecords(issuer.session().makeKeys().early())));
  }

  private void end() {
    DeviceSession unknown = issuer.session();
    note(issuer.records(unknown, unknown.end()));
    DeviceSession wrong = issuer.established();
    note(issuer.records(wrong, DeviceRecords.empty()));
    note(issuer.records(wrong, wrong.end()));
    DeviceSession earlier = issuer.established();
    DeviceSession later = issuer.established();
    note(issuer.records(earlier, earlier.end()));
    assertThat(AttackLab.accepted(issuer.records(later, later.end()))).isTrue();
    note(issuer.establish(issuer.session()));
  }

  @Test
  @DisplayName("attack 76: whatever failed, the peer gets the same code and not a byte more")
  void rejectsInOneWay() {
    handshake();
    randomness();
    early();
    end();

    assertThat(answers.keySet())
        .containsExactlyInAnyOrder(
            "S-2", "S-4", "S-8", "S-7.9", "S-12", "S-10", "S-12.1", "S-14", "D-7", "D-6", "R-10",
            "R-4", "R-3", "R-7", "R-9", "R-5", "S-16");
    assertThat(answers.values()).containsOnly(AttackLab.refused(RefusalCode.REJECTED));
  }
}

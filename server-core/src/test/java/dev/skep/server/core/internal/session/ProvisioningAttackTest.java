package dev.skep.server.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.AuditEvent.Kind;
import dev.skep.api.issuer.IssuerServer.Answer;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.message.OfferEnvelope;
import dev.skep.protocol.message.ProtectedRecord;
import dev.skep.protocol.message.Response;
import dev.skep.protocol.provisioning.IssuerDomain;
import dev.skep.protocol.provisioning.KeyStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProvisioningAttackTest {
  private static final Answer REJECTED = AttackLab.refused(RefusalCode.REJECTED);

  private final ProvisioningLab issuer = new ProvisioningLab();
  private final AttackLab lab = issuer.lab;

  private void isRejected(Answer answer, String rule) {
    assertThat(answer).isEqualTo(REJECTED);
    assertThat(lab.lastRule()).isEqualTo(rule);
  }

  private void nothingWasDone() {
    assertThat(issuer.ca.requests).as("nothing is certified").isEmpty();
    assertThat(issuer.authority.begun).as("nothing is noted").isEmpty();
  }

  @Test
  @DisplayName("attack 20: an offer made for one holder, relayed to the genuine SE of another")
  void rejectsAnotherDeviceThanTheEnrolmentIsBoundTo() {
    issuer.authority.onlyDevice = Optional.of(issuer.device.certificate());
    DeviceSession victim = issuer.session(lab.device("ES256"));
    isRejected(issuer.establish(victim), "S-16");
    nothingWasDone();
    isRejected(issuer.records(victim, victim.end()), "R-7");

    assertThat(AttackLab.accepted(issuer.establish(issuer.session()))).isTrue();
  }

  @Test
  @DisplayName("attack 21: two sessions of one SE, their messages crossed")
  void rejectsCrossedMessages() {
    DeviceSession first = issuer.session().makeKeys();
    DeviceSession second = issuer.session().makeKeys();
    isRejected(lab.send(first.withRecords(second.early())), "R-3");
    nothingWasDone();

    DeviceSession third = issuer.session().makeKeys();
    Response crossed = third.response();
    isRejected(lab.send(withToken(crossed, second.response().token())), "S-12");
    nothingWasDone();

    DeviceSession a = issuer.established();
    DeviceSession b = issuer.established();
    isRejected(issuer.records(b, a.end()), "R-3");
    isRejected(issuer.records(b, b.end()), "R-5");
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
  @DisplayName("attack 24: the end before the beginning, the beginning twice, more after the end")
  void takesTheStepsInTheirOrderOnly() {
    DeviceSession session = issuer.session().makeKeys();
    isRejected(issuer.records(session, session.end()), "R-7");

    DeviceSession again = issuer.session().makeKeys();
    Answer first = lab.send(again.response());
    assertThat(AttackLab.accepted(first)).isTrue();
    isRejected(lab.send(again.response()), "S-10");
    Bytes end = again.obey(first).end();
    assertThat(AttackLab.accepted(issuer.records(again, end))).isTrue();
    isRejected(lab.send(again.response()), "S-10");
    isRejected(issuer.records(again, again.end()), "R-9");
    assertThat(issuer.authority.begun).hasSize(1);
  }

  @Test
  @DisplayName("attack 24: a PIN, a commit or a receipt among the records before AK is verified")
  void takesNoOtherRecordsEarly() {
    for (String op : List.of("pin.define", "commit", "committed", "certificate.install", "x")) {
      DeviceSession session = issuer.session();
      session.sendEarly(op, Bytes.EMPTY, Bytes.utf8("1234"));
      isRejected(lab.send(session.makeKeys().response()), "S-14");
      isRejected(issuer.records(session, session.end()), "R-7");
    }
    nothingWasDone();
  }

  @Test
  @DisplayName("attack 58: early records replayed, dropped, reordered, bent, of another session")
  void rejectsEarlyRecordsThatAreNotTheNextOne() throws Exception {
    issuer.authority.keys =
        List.of(ProvisioningLab.KEY, ProvisioningLab.key("second", "ES256", false));
    DeviceSession other = issuer.session().makeKeys();
    List<String> rules = new ArrayList<>();
    for (String attack :
        List.of("replay", "drop", "reorder", "op", "attributes", "body", "tag", "other")) {
      DeviceSession session = issuer.session().makeKeys();
      Bytes first = session.early().get(0);
      Bytes second = session.early().get(1);
      List<Bytes> records =
          switch (attack) {
            case "replay" -> List.of(first, first);
            case "drop" -> List.of(second);
            case "reorder" -> List.of(second, first);
            case "other" -> List.of(first, other.early().get(1));
            default -> List.of(bent(first, attack), second);
          };
      assertThat(lab.send(session.withRecords(records))).as(attack).isEqualTo(REJECTED);
      rules.add(lab.lastRule());
      isRejected(issuer.records(session, session.end()), "R-7");
    }
    assertThat(rules).containsExactly("R-4", "R-4", "R-4", "R-3", "R-3", "R-3", "R-3", "R-3");
    nothingWasDone();
  }

  private static Bytes bent(Bytes record, String part) throws MalformedMessageException {
    ProtectedRecord whole = ProtectedRecord.decode(record, CborLimits.DEFAULT);
    byte[] attributes = whole.attributes().toArray();
    byte[] body = whole.body().toArray();
    attributes[attributes.length - 1] ^= part.equals("attributes") ? (byte) 1 : 0;
    body[0] ^= part.equals("body") ? (byte) 1 : 0;
    int length = part.equals("tag") ? body.length - 4 : body.length;
    String op = part.equals("op") ? "data.mac" : whole.op();
    return new ProtectedRecord(
            whole.sequence(), op, Bytes.of(attributes), Bytes.of(body, 0, length))
        .encode();
  }

  @Test
  @DisplayName("attack 58: outside data replayed, dropped or behind the receipt")
  void rejectsLateRecordsThatAreNotTheNextOne() {
    for (String attack : List.of("replay", "drop", "op")) {
      DeviceSession session = issuer.established();
      Bytes mac = session.macData("sensor", Bytes.hex("01"), 0);
      Bytes end = session.committed();
      Bytes message =
          switch (attack) {
            case "replay" -> DeviceRecords.message(mac, mac, end);
            case "drop" -> DeviceRecords.message(end);
            default -> DeviceRecords.message(mac);
          };
      isRejected(issuer.records(session, message), attack.equals("op") ? "R-9" : "R-4");
      isRejected(issuer.records(session, DeviceRecords.message(mac, end)), "R-5");
    }
    assertThat(issuer.authority.completions).isEmpty();
  }

  @Test
  @DisplayName("attack 59: more records than one key may protect, in both directions")
  void keepsToTheLimitOfItsKeys() {
    LimitedCipher.install(lab, 3);
    DeviceSession inTime = issuer.session().makeKeys();
    assertThat(lab.send(inTime.response()))
        .as("four items and a commit do not fit")
        .isEqualTo(AttackLab.refused(RefusalCode.UNAVAILABLE));
    assertThat(lab.lastRule()).isEqualTo("M-12");
    nothingWasDone();

    issuer.authority.orders = () -> ProvisioningLab.order(ProvisioningLab.pin("123456"));
    LimitedCipher.install(lab, 1_000);
    DeviceSession session = issuer.session();
    session.sendEarly(session.macData("1", Bytes.EMPTY, 0));
    session.sendEarly(session.macData("2", Bytes.EMPTY, 0));
    session.sendEarly(session.macData("3", Bytes.EMPTY, 0));
    session.makeKeys();
    LimitedCipher.install(lab, 3);
    isRejected(lab.send(session.response()), "R-6");
    nothingWasDone();
  }

  @Test
  @DisplayName("attack 62: a rogue server gets its own session, and keys of its own domain only")
  void takesNoKeyThatWasMadeForARogueServer() {
    ProvisioningLab rogue = new ProvisioningLab();
    rogue.authority.onlyDevice = Optional.empty();
    OfferEnvelope offer = rogue.lab.offer();
    Bytes roguesKey =
        GenuineDevice.parse(offer).transport(AttackLab.EC.transport()).orElseThrow().publicKey();
    GenuineDevice device = new GenuineDevice(rogue.lab, "ES256", rogue.lab.deviceCa);
    DeviceSession own = new DeviceSession(rogue.lab, device, offer, AttackLab.EC);
    own.obey(rogue.establish(own));
    assertThat(AttackLab.accepted(rogue.records(own, own.end()))).as("its own works").isTrue();

    DeviceSession honest = issuer.session();
    KeyStatement s = honest.statement(ProvisioningLab.KEY);
    Bytes domain = IssuerDomain.of(Optional.empty(), roguesKey);
    assertThat(domain).isNotEqualTo(s.domain());
    honest.sendKey(
        new KeyStatement(
            s.terms(), s.publicKey(), s.sessionId(), domain, IssuerDomain.serverKeyHash(roguesKey)),
        true);
    isRejected(lab.send(honest.response()), "D-7");
    nothingWasDone();
  }

  @Test
  @DisplayName("attack 72: an offer that was used stays used when the clock goes back")
  void staysUsedWhenTheClockGoesBack() {
    DeviceSession session = issuer.session().makeKeys();
    assertThat(AttackLab.accepted(lab.send(session.response()))).isTrue();
    lab.clock.advance(Duration.ofSeconds(200));
    issuer.established(); // the store forgets what it may
    lab.clock.advance(Duration.ofSeconds(-200));
    isRejected(lab.send(session.response()), "S-10");
    assertThat(lab.lastEvent().kind()).isEqualTo(Kind.REJECTED);
  }
}

package dev.skep.server.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.IssuerServer.Answer;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.provisioning.KeyStatement;
import dev.skep.protocol.provisioning.OutsideDataMac;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules S-14, D-6 and R-10: which records come with a response, and before the receipt. */
class EarlyRecordsTest {
  private static final KeyTerms FIRST = ProvisioningLab.key("first", "ES256", true);
  private static final KeyTerms SECOND = ProvisioningLab.key("second", "Ed25519", false);
  private static final Answer REJECTED = AttackLab.refused(RefusalCode.REJECTED);

  private final ProvisioningLab issuer = new ProvisioningLab();
  private final AttackLab lab = issuer.lab;

  EarlyRecordsTest() {
    issuer.authority.keys = List.of(FIRST, SECOND);
    issuer.authority.orders =
        () ->
            ProvisioningLab.order(
                ProvisioningLab.certify("second"), ProvisioningLab.certify("first"));
  }

  private void isRejected(DeviceSession session, List<Bytes> records, String rule) {
    assertThat(lab.send(session.withRecords(records))).isEqualTo(REJECTED);
    assertThat(lab.lastRule()).isEqualTo(rule);
    assertThat(issuer.ca.requests).isEmpty();
  }

  @Test
  void takesOneRecordForEachKeyInTheOrderOfTheRequest() {
    DeviceSession session = issuer.established();
    assertThat(issuer.ca.requests).hasSize(2);
    assertThat(issuer.authority.registered.get(0).publicKey())
        .isEqualTo(Bytes.of(session.keys.get("second").getPublic().getEncoded()));
    assertThat(issuer.records(session, session.end())).isInstanceOf(Answer.Accepted.class);
  }

  @Test
  void rejectsTooFewTooManyAndOthers() {
    DeviceSession few = issuer.session().makeKeys();
    isRejected(few, few.early().subList(0, 1), "S-14");
    isRejected(issuer.session(), List.of(), "S-14");

    DeviceSession more = issuer.session().makeKeys();
    more.sendKey(more.statement(FIRST), true);
    isRejected(more, more.early(), "S-14");

    DeviceSession other = issuer.session();
    other.sendEarly("committed", Bytes.EMPTY, Bytes.EMPTY);
    isRejected(other, other.early(), "S-14");

    DeviceSession many = issuer.session().makeKeys();
    List<Bytes> flood = new ArrayList<>(many.early());
    flood.addAll(Collections.nCopies(9, many.early().get(0)));
    isRejected(many, flood, "S-14");
  }

  @Test
  void rejectsAnotherOrderAndContent() {
    DeviceSession swapped = issuer.session();
    swapped.sendKey(swapped.statement(SECOND), false);
    swapped.sendKey(swapped.statement(FIRST), true);
    isRejected(swapped, swapped.early(), "D-7");

    DeviceSession reordered = issuer.session().makeKeys();
    List<Bytes> records = new ArrayList<>(reordered.early());
    Collections.reverse(records);
    isRejected(reordered, records, "R-4");

    DeviceSession content = issuer.session();
    Bytes attributes = content.statement(FIRST).encode();
    content.sendEarly("key.generated", attributes, Bytes.hex("00"));
    isRejected(content, content.early(), "D-6");

    DeviceSession form = issuer.session();
    form.sendEarly("key.generated", Bytes.hex("a0"), Bytes.EMPTY);
    isRejected(form, form.early(), "D-7");
  }

  @Test
  void rejectsOneKeyUnderTwoIds() {
    KeyTerms twin = ProvisioningLab.key("twin", "ES256", true);
    issuer.authority.keys = List.of(FIRST, twin);
    DeviceSession session = issuer.session();
    KeyStatement first = session.statement(FIRST);
    session.sendKey(first, true);
    session.sendKey(
        new KeyStatement(
            twin, first.publicKey(), first.sessionId(), first.domain(), first.serverKeyHash()),
        true);
    isRejected(session, session.early(), "D-7");
  }

  @Test
  void notesOutsideDataAnywhereBeforeTheReceipt() {
    Bytes data = Bytes.utf8("a reading");
    DeviceSession session = issuer.session();
    session.sendEarly(session.macData("sensor \"1\"", data, 0));
    session.obey(issuer.establish(session));
    assertThat(lab.lastEvent().details())
        .containsEntry("outside.1.label", "sensor \"1\"")
        .containsEntry("outside.1.bytes", "9")
        .containsEntry("outside.1.sha256", Transcript.digest("SHA-256", data).toHex());

    Bytes second = session.macData("sensor 2", Bytes.EMPTY, 0);
    assertThat(issuer.records(session, session.end(second))).isInstanceOf(Answer.Accepted.class);
    assertThat(lab.lastEvent().details())
        .containsEntry("outside.2.label", "sensor 2")
        .containsEntry("outside.2.bytes", "0")
        .doesNotContainKey("outside.1.label");
  }

  @Test
  void rejectsAWrongMacOverOutsideData() {
    DeviceSession early = issuer.session();
    early.sendEarly(early.macData("sensor", Bytes.hex("01"), 0x80));
    isRejected(early, early.makeKeys().early(), "R-10");

    DeviceSession form = issuer.session();
    form.sendEarly("data.mac", Bytes.hex("a0"), Bytes.EMPTY);
    isRejected(form, form.makeKeys().early(), "R-10");

    DeviceSession late = issuer.established();
    Bytes bent = late.macData("sensor", Bytes.hex("01"), 1);
    assertThat(issuer.records(late, late.end(bent))).isEqualTo(REJECTED);
    assertThat(lab.lastRule()).isEqualTo("R-10");
    assertThat(issuer.authority.completions).isEmpty();
  }

  @Test
  void takesEightRecordsOfOutsideDataInASessionAndNoNinth() {
    assertThat(endAfter(3, 5)).isInstanceOf(Answer.Accepted.class);
    assertThat(endAfter(3, 6)).isEqualTo(REJECTED);
    assertThat(lab.lastRule()).isEqualTo("R-10");
    assertThat(endAfter(0, 9)).isEqualTo(REJECTED);
    assertThat(lab.lastRule()).isEqualTo("R-9");
  }

  private Answer endAfter(int before, int after) {
    ProvisioningLab other = new ProvisioningLab();
    DeviceSession session = other.session().makeKeys();
    for (int i = 0; i < before; i++) {
      session.sendEarly(session.macData("early", Bytes.EMPTY, 0));
    }
    session.obey(other.lab.send(session.response()));
    Bytes[] late = new Bytes[after];
    for (int i = 0; i < after; i++) {
      late[i] = session.macData("late", Bytes.EMPTY, 0);
    }
    Answer answer = other.records(session, session.end(late));
    lab.audit.add(other.lab.lastEvent());
    assertThat(OutsideDataMac.MAX_RECORDS).isEqualTo(8);
    return answer;
  }
}

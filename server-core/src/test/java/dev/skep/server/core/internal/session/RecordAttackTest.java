package dev.skep.server.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.issuer.AuditEvent.Kind;
import dev.skep.api.issuer.IssuerServer.Answer;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.protocol.RecordChannel;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.message.Response;
import dev.skep.server.core.internal.seal.Sealer;
import dev.skep.server.core.internal.session.GenuineDevice.Run;
import dev.skep.server.core.internal.store.NodeLocalSessionStore;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RecordAttackTest {
  private static final AttackLab LAB = new AttackLab();
  private static final GenuineDevice DEVICE = LAB.device("ES256");
  private static final Answer REJECTED = AttackLab.refused(RefusalCode.REJECTED);

  private Run run;
  private Answer.Accepted first;

  @BeforeEach
  void establish() {
    run = DEVICE.run(LAB.offer(), AttackLab.EC);
    first = (Answer.Accepted) LAB.send(run.response());
  }

  private Answer records(Bytes message) {
    return LAB.server.records(run.sessionId(), message, "test");
  }

  private void isClosed(Bytes message, String rule) {
    Bytes honest = DeviceRecords.receipt(DEVICE, run, first);
    assertThat(records(message)).isEqualTo(REJECTED);
    assertThat(LAB.lastEvent().kind()).isEqualTo(Kind.CLOSED);
    assertThat(LAB.lastRule()).isEqualTo(rule);
    assertThat(records(honest)).as("the session is dead").isEqualTo(REJECTED);
  }

  @Test
  void completesWithTheGenuineReceipt() {
    assertThat(records(DeviceRecords.receipt(DEVICE, run, first)))
        .isEqualTo(new Answer.Accepted(DeviceRecords.empty()));
    assertThat(LAB.lastEvent().kind()).isEqualTo(Kind.COMPLETED);
  }

  @Test
  @DisplayName("attack 19: the server's own record sent back to it")
  void closesOnReflection() {
    isClosed(DeviceRecords.message(DeviceRecords.of(first).get(0)), "R-3");
  }

  @Test
  @DisplayName("attack 24: records before there is a session, and a second set after its end")
  void rejectsRecordsOutOfOrder() {
    Run other = DEVICE.run(LAB.offer(), AttackLab.EC);
    try (RecordChannel channel = DEVICE.channel(other)) {
      Bytes early = DeviceRecords.message(DeviceRecords.committed(channel));
      assertThat(LAB.server.records(other.sessionId(), early, "test")).isEqualTo(REJECTED);
      assertThat(LAB.lastRule()).isEqualTo("R-7");
    }
    Bytes receipt = DeviceRecords.receipt(DEVICE, run, first);
    Answer end = records(receipt);
    assertThat(end).isInstanceOf(Answer.Accepted.class);
    assertThat(records(DeviceRecords.empty())).isEqualTo(REJECTED);
    assertThat(LAB.lastRule()).isEqualTo("R-9");
    assertThat(records(receipt)).as("P-3: the same again").isEqualTo(end);
  }

  @Test
  @DisplayName("attack 24: a record for a PIN before AK is verified")
  void rejectsEarlyRecordsNobodyAskedFor() {
    Run early = DEVICE.run(LAB.offer(), AttackLab.EC);
    try (RecordChannel channel = DEVICE.channel(early);
        SecretBytes pin = SecretBytes.copyOf(new byte[] {1, 2, 3, 4})) {
      Response honest = early.response();
      Bytes record = channel.seal("pin.define", Bytes.EMPTY, pin);
      Response with =
          new Response(
              honest.token(),
              honest.suite(),
              honest.seNonce(),
              honest.encapsulatedKey(),
              honest.attestation(),
              honest.certificateChain(),
              List.of(record));
      assertThat(LAB.send(with)).isEqualTo(REJECTED);
      assertThat(LAB.lastRule()).isEqualTo("S-14");
    }
  }

  @Test
  @DisplayName("attack 58: a record of another session, of another op, with another content")
  void closesOnAnyOtherRecord() {
    Run other = DEVICE.run(LAB.offer(), AttackLab.EC);
    try (RecordChannel channel = DEVICE.channel(other)) {
      isClosed(DeviceRecords.message(DeviceRecords.committed(channel)), "R-3");
    }
    establish();
    try (RecordChannel channel = DEVICE.channel(run);
        SecretBytes nothing = SecretBytes.adopt(new byte[0])) {
      isClosed(DeviceRecords.message(channel.seal("committed", Bytes.EMPTY, nothing)), "R-9");
    }
    establish();
    try (RecordChannel channel = DEVICE.channel(run)) {
      DeviceRecords.committed(channel);
      isClosed(DeviceRecords.message(DeviceRecords.committed(channel)), "R-4");
    }
    establish();
    isClosed(DeviceRecords.empty(), "R-9");
  }

  @Test
  @DisplayName("attack 53: random mutations of a genuine response are never accepted")
  void acceptsNoMutationOfAResponse() {
    Random random = new Random(20260101);
    Sealer sealer = LAB.newSealer();
    Bytes body = DEVICE.respond(LAB.offer(unused(sealer)), AttackLab.EC).encode();
    for (int i = 0; i < 2_000; i++) {
      byte[] bent = body.toArray();
      int changes = 1 + random.nextInt(3);
      for (int change = 0; change < changes; change++) {
        bent[random.nextInt(bent.length)] ^= (byte) (1 << random.nextInt(8));
      }
      if (Bytes.of(bent).equals(body)) {
        continue;
      }
      Answer answer = unused(sealer).establish(Bytes.of(bent), "test");
      assertThat(AttackLab.accepted(answer)).as("mutation %d", i).isFalse();
    }
    Answer unaltered = unused(sealer).establish(body, "test");
    assertThat(AttackLab.accepted(unaltered)).as("unaltered").isTrue();
  }

  /** So that it is not the use of the session before that has the next response rejected. */
  private static CeremonyServer unused(Sealer sealer) {
    return LAB.node(LAB.parts(new NodeLocalSessionStore(LAB.clock), sealer));
  }

  @Test
  @DisplayName("attack 51: two concatenated responses, and one with a byte behind it")
  void refusesAMessageWithMoreBehindIt() {
    Bytes body = DEVICE.respond(LAB.offer(), AttackLab.EC).encode();
    Answer malformed = AttackLab.refused(RefusalCode.MALFORMED);
    assertThat(LAB.server.establish(Bytes.concat(body, body), "test")).isEqualTo(malformed);
    assertThat(LAB.server.establish(Bytes.concat(body, Bytes.hex("00")), "test"))
        .isEqualTo(malformed);
    assertThat(LAB.lastRule()).isEqualTo("M-9");
  }

  @Test
  @DisplayName("attack 52: a message over the limit, and one cut short at every byte")
  void refusesMessagesOfTheWrongLength() {
    Bytes long1 = Bytes.of(new byte[CborLimits.DEFAULT.maximumBytes() + 1]);
    assertThat(LAB.server.establish(long1, "test"))
        .isEqualTo(AttackLab.refused(RefusalCode.TOO_LARGE));
    Bytes body = DEVICE.respond(LAB.offer(), AttackLab.EC).encode();
    for (int length = 0; length < body.length(); length++) {
      assertThat(LAB.server.establish(body.slice(0, length), "test"))
          .isEqualTo(AttackLab.refused(RefusalCode.MALFORMED));
    }
  }
}

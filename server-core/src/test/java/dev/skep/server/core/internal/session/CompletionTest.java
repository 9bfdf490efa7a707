package dev.skep.server.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.api.issuer.AttestedSession;
import dev.skep.api.issuer.AuditEvent.Kind;
import dev.skep.api.issuer.IssuerServer.Answer;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.api.issuer.SessionStore;
import dev.skep.api.issuer.StoreException;
import dev.skep.server.core.internal.seal.Sealer;
import dev.skep.server.core.internal.store.NodeLocalSessionStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rules P-3 and: how a session ends, once. */
class CompletionTest {
  private static final Answer REJECTED = AttackLab.refused(RefusalCode.REJECTED);
  private static final Answer END = new Answer.Accepted(DeviceRecords.empty());

  private final ProvisioningLab issuer = new ProvisioningLab();
  private final AttackLab lab = issuer.lab;

  private void isRejected(DeviceSession session, Bytes message, String rule) {
    assertThat(issuer.records(session, message)).isEqualTo(REJECTED);
    assertThat(lab.lastRule()).isEqualTo(rule);
    assertThat(lab.lastEvent().kind()).isEqualTo(Kind.CLOSED);
  }

  @Test
  void answersTheSameMessageTheSameAndRejectsAnyOther() {
    DeviceSession session = issuer.established();
    Bytes end = session.end();
    assertThat(issuer.records(session, end)).isEqualTo(END);
    assertThat(issuer.records(session, end)).isEqualTo(END);
    assertThat(lab.lastEvent().kind()).isEqualTo(Kind.RECORDS);
    isRejected(session, session.end(), "R-9");
    isRejected(session, DeviceRecords.empty(), "R-9");
    assertThat(issuer.records(session, end)).as("it stays complete").isEqualTo(END);
    assertThat(issuer.authority.completions).hasSize(1);
    assertThat(lab.audit.stream().filter(event -> event.kind() == Kind.COMPLETED)).hasSize(1);
  }

  @Test
  void answersTheSameOnAnotherNode() {
    SessionStore store = new NodeLocalSessionStore(lab.clock);
    Sealer sealer = lab.newSealer();
    CeremonyServer first = lab.node(lab.parts(store, sealer));
    CeremonyServer second = lab.node(lab.parts(store, sealer));
    DeviceSession session =
        new DeviceSession(lab, issuer.device, lab.offer(first), AttackLab.EC).makeKeys();
    session.obey(second.establish(session.response().encode(), "test"));
    Bytes end = session.end();

    assertThat(first.records(session.sessionId(), end, "test")).isEqualTo(END);
    assertThat(second.records(session.sessionId(), end, "test")).isEqualTo(END);
    CeremonyServer restarted = lab.node(lab.parts(store, sealer));
    assertThat(restarted.records(session.sessionId(), end, "test")).isEqualTo(END);
  }

  @Test
  void rejectsAReceiptOverAnythingElse() {
    DeviceSession disobedient = issuer.session();
    issuer.establish(disobedient);
    isRejected(disobedient, disobedient.end(), "R-9");
    isRejected(disobedient, disobedient.end(), "R-5");

    DeviceSession attributes = issuer.established();
    Bytes odd = attributes.committed(Bytes.hex("00"));
    isRejected(attributes, DeviceRecords.message(odd), "R-9");
    assertThat(issuer.authority.completions).isEmpty();
  }

  @Test
  void aRecordThatFailsClosesTheSessionForGood() {
    DeviceSession session = issuer.established();
    Bytes end = session.end();
    byte[] bent = end.toArray();
    bent[bent.length - 1] ^= 1;
    isRejected(session, Bytes.of(bent), "R-3");
    isRejected(session, end, "R-5");
    assertThat(issuer.authority.completions).isEmpty();
  }

  @Test
  void rejectsRecordsAfterTheReceiptAndNone() {
    DeviceSession after = issuer.established();
    Bytes committed = after.committed();
    Bytes late = after.macData("late", Bytes.EMPTY, 0);
    isRejected(after, DeviceRecords.message(committed, late), "R-9");

    DeviceSession none = issuer.established();
    isRejected(none, DeviceRecords.empty(), "R-9");
    isRejected(none, none.end(), "R-5");
  }

  @Test
  void rejectsASessionWhosePlaceAnotherTook() {
    DeviceSession earlier = issuer.established();
    DeviceSession later = issuer.established();
    Bytes end = earlier.end();
    isRejected(earlier, end, "S-16");
    isRejected(earlier, end, "R-5");
    assertThat(issuer.records(later, later.end())).isEqualTo(END);
    assertThat(issuer.authority.completedBy()).contains(later.sessionId());
  }

  @Test
  void asksForTheSameMessageAgainWhileTheCipherIsBeingExchanged() {
    DeviceSession session = issuer.established();
    Bytes end = session.end();
    SessionCipher cipher = lab.algorithm(SessionCipher.class, "A256GCM");
    lab.catalogue.remove(cipher, Duration.ZERO);
    assertThat(issuer.records(session, end)).isEqualTo(AttackLab.refused(RefusalCode.UNAVAILABLE));
    assertThat(lab.lastRule()).isEqualTo("S-5");
    lab.catalogue.add(SessionCipher.class, cipher, 0);
    assertThat(issuer.records(session, end)).isEqualTo(END);
  }

  @Test
  @DisplayName("attack 72: a session ends exactly at its expiry, also a complete one")
  void endsExactlyAtItsExpiry() {
    DeviceSession inTime = issuer.established();
    DeviceSession late = issuer.established();
    Bytes end = late.end();
    lab.clock.advance(Duration.ofSeconds(600).minusMillis(1));
    assertThat(issuer.records(late, end)).isEqualTo(END);
    lab.clock.advance(Duration.ofMillis(1));
    isRejected(late, end, "R-7");
    isRejected(inTime, inTime.end(), "R-7");
  }

  @Test
  @DisplayName("attack 72: the sealed expiry counts, whatever the store says")
  void doesNotTrustTheStoreWithTheExpiry() {
    NodeLocalSessionStore store = new NodeLocalSessionStore(new TestClock());
    CeremonyServer node = lab.node(lab.parts(store, lab.newSealer()));
    DeviceSession session =
        new DeviceSession(lab, issuer.device, lab.offer(node), AttackLab.EC).makeKeys();
    session.obey(node.establish(session.response().encode(), "test"));
    lab.clock.advance(Duration.ofSeconds(600));
    assertThat(node.records(session.sessionId(), session.end(), "test")).isEqualTo(REJECTED);
    assertThat(lab.lastRule()).isEqualTo("R-7");
  }

  @Test
  @DisplayName("attack 23: the same end at once to two nodes is answered the same, and counts once")
  void completesOnceInARace() throws Exception {
    SessionStore store = new NodeLocalSessionStore(lab.clock);
    Sealer sealer = lab.newSealer();
    List<CeremonyServer> nodes =
        List.of(lab.node(lab.parts(store, sealer)), lab.node(lab.parts(store, sealer)));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 5; round++) {
        lab.authority = Optional.of(new TestAuthority());
        DeviceSession session =
            new DeviceSession(lab, issuer.device, lab.offer(nodes.get(0)), AttackLab.EC);
        session.obey(nodes.get(0).establish(session.response().encode(), "test"));
        Bytes end = session.end();
        lab.audit.clear();
        List<Callable<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          CeremonyServer node = nodes.get(i % 2);
          calls.add(() -> node.records(session.sessionId(), end, "test"));
        }
        for (Future<Answer> answer : threads.invokeAll(calls)) {
          assertThat(answer.get()).isEqualTo(END);
        }
        assertThat(lab.audit.stream().filter(event -> event.kind() == Kind.COMPLETED)).hasSize(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @DisplayName("attack 23: whoever loses the race to another message is rejected")
  void rejectsTheLoserOfARace() {
    DeviceSession session = issuer.established();
    Bytes end = session.end();
    issuer.lab.authority =
        Optional.of(
            new TestAuthority() {
              @Override
              public boolean complete(AttestedSession of) throws StoreException {
                lab.authority = Optional.of(issuer.authority);
                assertThat(issuer.records(session, DeviceRecords.empty())).isEqualTo(REJECTED);
                return issuer.authority.complete(of);
              }
            });
    isRejected(session, end, "R-8");
  }
}

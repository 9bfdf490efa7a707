package dev.skep.server.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.IssuerServer.Answer;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.api.issuer.StoredSession;
import dev.skep.server.core.internal.seal.Sealer;
import dev.skep.server.core.internal.store.NodeLocalSessionStore;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is in the store is what this server wrote there for this very session, once. */
class SingleStateTest {
  private static final Answer REJECTED = AttackLab.refused(RefusalCode.REJECTED);

  private final ProvisioningLab issuer = new ProvisioningLab();
  private final AttackLab lab = issuer.lab;
  private final NodeLocalSessionStore store = new NodeLocalSessionStore(lab.clock);
  private final Sealer sealer = lab.newSealer();
  private final CeremonyServer node = lab.node(lab.parts(store, sealer));

  private DeviceSession offered() {
    return new DeviceSession(lab, issuer.device, lab.offer(node), AttackLab.EC).makeKeys();
  }

  private DeviceSession established() {
    DeviceSession session = offered();
    return session.obey(node.establish(session.response().encode(), "test"));
  }

  private void isRejected(Answer answer, String rule) {
    assertThat(answer).isEqualTo(REJECTED);
    assertThat(lab.lastRule()).isEqualTo(rule);
  }

  @Test
  void sendsNothingWhereASessionHasAStateAlready() {
    DeviceSession session = offered();
    Bytes something = Bytes.hex("00");
    store.write(
        session.sessionId(), new StoredSession(0, something, lab.clock.instant().plusSeconds(600)));
    isRejected(node.establish(session.response().encode(), "test"), "S-15");
    assertThat(store.find(session.sessionId()).orElseThrow().sealedState()).isEqualTo(something);
  }

  @Test
  @DisplayName("attack 21: a store that exchanges the states of two sessions")
  void opensNoStateOfAnotherSession() {
    DeviceSession one = established();
    DeviceSession two = established();
    StoredSession ofOne = store.find(one.sessionId()).orElseThrow();
    store.write(two.sessionId(), new StoredSession(1, ofOne.sealedState(), ofOne.expiresAt()));
    isRejected(node.records(two.sessionId(), one.end(), "test"), "R-7");
  }

  @Test
  void keepsNoKeyOfASessionThatIsOver() {
    DeviceSession session = established();
    Bytes end = session.end();
    int open = sealedLength(session);
    assertThat(AttackLab.accepted(node.records(session.sessionId(), end, "test"))).isTrue();
    assertThat(sealedLength(session)).as("a digest and an answer").isLessThan(180).isLessThan(open);

    lab.authority = Optional.empty();
    DeviceSession failed = established();
    node.records(failed.sessionId(), DeviceRecords.empty(), "test");
    assertThat(sealedLength(failed)).isLessThan(120);
  }

  private int sealedLength(DeviceSession session) {
    return store.find(session.sessionId()).orElseThrow().sealedState().length();
  }
}

package dev.skep.server.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.AuditEvent.Kind;
import dev.skep.api.issuer.IssuerServer.Answer;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.api.issuer.SessionStore;
import dev.skep.server.core.internal.seal.Sealer;
import dev.skep.server.core.internal.session.FaultyCalls.Fault;
import dev.skep.server.core.internal.session.FaultyCalls.NodeDeath;
import dev.skep.server.core.internal.store.NodeLocalSessionStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each call to a store fails or is the node's last, before or after it took effect. */
class CrashTest {
  private static final List<String> CALLS =
      List.of("claim", "provision", "begin", "write", "find", "complete", "write");
  private static final ProvisioningLab ISSUER = new ProvisioningLab();
  private static final AttackLab LAB = ISSUER.lab;
  private static final Answer END = new Answer.Accepted(DeviceRecords.empty());

  private final FaultyCalls calls = new FaultyCalls();
  private final TestAuthority authority = calls.authority();
  private final SessionStore store = calls.store(new NodeLocalSessionStore(LAB.clock));
  private final Sealer sealer = LAB.newSealer();

  @BeforeEach
  void install() {
    authority.keys = List.of(ProvisioningLab.KEY);
    authority.orders = ProvisioningLab::badge;
    LAB.authority = Optional.of(authority);
    LAB.audit.clear();
  }

  private CeremonyServer newNode() {
    return LAB.node(LAB.parts(store, sealer));
  }

  /** What a client gets of a node; nothing where the node died. */
  private static Optional<Answer> of(Supplier<Answer> call) {
    try {
      return Optional.of(call.get());
    } catch (NodeDeath e) {
      return Optional.empty();
    }
  }

  private DeviceSession offered() {
    return new DeviceSession(LAB, ISSUER.device, LAB.offer(newNode()), AttackLab.EC).makeKeys();
  }

  private static boolean retryable(Optional<Answer> answer) {
    return answer.isEmpty() || answer.get().equals(AttackLab.refused(RefusalCode.UNAVAILABLE));
  }

  /** A client that begins again while it may, as the real one does. */
  private DeviceSession establish() {
    for (int attempt = 0; attempt < 3; attempt++) {
      DeviceSession session = offered();
      Bytes response = session.response().encode();
      Optional<Answer> answer = of(() -> newNode().establish(response, "test"));
      if (answer.isPresent() && AttackLab.accepted(answer.get())) {
        return session.obey(answer.get());
      }
      assertThat(retryable(answer)).as("%s", answer).isTrue();
    }
    throw new AssertionError("never established");
  }

  static List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    for (int call = 0; call < CALLS.size(); call++) {
      for (boolean afterEffect : new boolean[] {false, true}) {
        for (boolean death : new boolean[] {false, true}) {
          faults.add(new Fault(call, afterEffect, death));
        }
      }
    }
    return faults;
  }

  @Test
  void makesTheseCallsInThisOrder() {
    DeviceSession session = establish();
    assertThat(newNode().records(session.sessionId(), session.end(), "test")).isEqualTo(END);
    assertThat(calls.calls).isEqualTo(CALLS);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void losesNoCompletionAndAcceptsNothingTwice(Fault fault) {
    calls.arm(fault);
    DeviceSession session = establish();
    Bytes end = session.end();
    Optional<Answer> answer = of(() -> newNode().records(session.sessionId(), end, "test"));
    if (fault.call() >= CALLS.indexOf("find")) {
      assertThat(retryable(answer)).as("%s", answer).isTrue();
      answer = of(() -> newNode().records(session.sessionId(), end, "test"));
    }

    assertThat(answer).contains(END);
    assertThat(newNode().records(session.sessionId(), end, "test")).isEqualTo(END);
    assertThat(authority.completedBy()).contains(session.sessionId());
    assertThat(new HashSet<>(authority.completions)).hasSize(1);
    assertThat(LAB.audit.stream().filter(event -> event.kind() == Kind.COMPLETED).count())
        .isLessThanOrEqualTo(1);
    if (fault.call() != CALLS.indexOf("provision")) { // then the server never saw that order
      assertThat(authority.given.toString()).as("secrets").doesNotContain("bytes]");
    }
  }

  @Test
  void forgetsNoFailureOfARecordAlthoughTheStoreFailed() {
    DeviceSession session = establish();
    Bytes end = session.end();
    calls.arm(new Fault(calls.calls.size() + 1, false, false));
    CeremonyServer node = newNode();
    assertThat(node.records(session.sessionId(), DeviceRecords.empty(), "test"))
        .isEqualTo(AttackLab.refused(RefusalCode.UNAVAILABLE));
    assertThat(LAB.lastEvent().rejection().orElseThrow().reason()).contains("R-9");
    assertThat(node.records(session.sessionId(), DeviceRecords.empty(), "test"))
        .isEqualTo(AttackLab.refused(RefusalCode.REJECTED));
    assertThat(node.records(session.sessionId(), end, "test"))
        .isEqualTo(AttackLab.refused(RefusalCode.REJECTED));
  }
}

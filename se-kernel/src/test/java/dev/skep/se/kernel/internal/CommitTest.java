package dev.skep.se.kernel.internal;

import static dev.skep.testkit.se.Calls.noSuchSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.se.ProcessResult.Answered;
import dev.skep.api.se.ProcessResult.Closed;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.api.se.SessionHandle;
import dev.skep.protocol.catalogue.Lease;
import dev.skep.protocol.provisioning.CommitAttributes;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.ServerSide;
import dev.skep.testkit.se.Visit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a session becomes permanent (spec rules P-1, P-2, P-7). */
class CommitTest {
  private final Device device = new Device().suite(Device.EC);
  private final Issuer issuer = device.managed();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void refusesAnotherRequestThanTheSeWasGiven(boolean wrapped) throws Exception {
    device.wrapped = wrapped;
    Issuer plain = device.unmanaged();
    try (KernelSecurityElement element = device.openPersonalized()) {
      for (Optional<Bytes> hash :
          List.of(Optional.<Bytes>empty(), Optional.of(Bytes.of(new byte[32])))) {
        Visit visit = plain.visit(element, Issuer.key("k", ""));
        visit.closes(visit.commit(new CommitAttributes(hash, Optional.empty())));
      }
      Visit empty = plain.visit(element, Bytes.EMPTY);
      empty.closes(
          empty.commit(
              new CommitAttributes(Optional.of(Bytes.of(new byte[32])), Optional.empty())));
      assertThat(element.objects()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("attack 65: a commit that could not be stored can come again, nothing else can")
  void commitThatCouldNotBeStoredCanComeAgain(boolean wrapped) throws Exception {
    device.wrapped = wrapped;
    try (KernelSecurityElement element = device.openPersonalized()) {
      Visit visit = issuer.visit(element, Issuer.key("k", "pin"));
      visit.takes(visit.puk("puk", "1234"));
      Bytes[] records = {visit.pin("pin", "1234", "puk"), visit.commit()};
      device.storage.failFromNowOn(true);
      for (int i = 0; i < 2; i++) {
        unreachable(() -> visit.send(records), "memory is full");
        assertThat(element.objects()).isEmpty();
      }
      device.storage.failFromNowOn(false);
      assertThatThrownBy(() -> element.macData(visit.handle(), "label", Bytes.EMPTY))
          .hasMessageContaining("a commit of this session could not be stored");
      Answered answered = visit.commits(records);
      assertThat(visit.send(records)).isEqualTo(answered);
      assertThat(element.objects()).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("attack 65: no sequence number is used twice after a commit that was not stored")
  void somethingElseInPlaceOfACommitThatWasNotStoredClosesTheSession(boolean wrapped)
      throws Exception {
    device.wrapped = wrapped;
    try (KernelSecurityElement element = device.openPersonalized()) {
      Visit visit = issuer.visit(element);
      Bytes pin = visit.pin("pin", "1234");
      Bytes commit = visit.commit();
      device.storage.failFromNowOn(true);
      unreachable(() -> visit.send(pin, commit), "memory is full");
      device.storage.failFromNowOn(false);
      assertThat(visit.send(pin)).isEqualTo(new Closed());
      noSuchSession(element, visit.handle(), pin);
      assertThat(element.objects()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void keepsTheSessionWhileTheManagementKeysSchemeIsAway(boolean wrapped) throws Exception {
    device.wrapped = wrapped;
    device.suite = Device.RSA;
    Issuer other = device.managed();
    try (KernelSecurityElement element = device.openPersonalized()) {
      Visit visit = other.visit(element);
      Bytes[] records = {visit.pin("pin", "1234"), visit.commit()};
      AttestationScheme scheme;
      try (Lease<AttestationScheme> lease =
          device.catalogue.lease(AttestationScheme.class, "ES256", Duration.ZERO).orElseThrow()) {
        scheme = lease.get();
      }
      assertThat(device.catalogue.remove(scheme, Duration.ofSeconds(1))).isTrue();
      unreachable(() -> visit.send(records), "ES256 of the management key is not installed");
      device.catalogue.add(AttestationScheme.class, scheme, 0);
      visit.commits(records);
      assertThat(element.objects()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName(
      "attack 56: after a reset the same commit gets the same answer, from its handle only")
  void sameCommitGetsTheSameAnswerAfterAReset(boolean wrapped) throws Exception {
    device.wrapped = wrapped;
    Visit visit;
    SessionHandle older;
    Bytes[] records;
    Answered answered;
    try (KernelSecurityElement element = device.openPersonalized()) {
      visit = issuer.visit(element, Issuer.key("k", ""));
      older = visit.handle();
      visit.takes(visit.pin("pin", "1234"));
      records = new Bytes[] {visit.puk("puk", "1234"), visit.commit()};
      answered = visit.commits(records);
    }
    try (KernelSecurityElement element = device.open()) {
      assertThat(element.objects()).hasSize(3);
      assertThat(element.process(visit.handle(), List.of(records))).isEqualTo(answered);
      noSuchSession(element, visit.handle(), records[1]);
      noSuchSession(element, new SessionHandle(ServerSide.random(32)), records[0]);
      if (wrapped) {
        assertThatThrownBy(() -> element.process(older, List.of(records)))
            .hasMessage("this security element has no such session");
      }
      assertThatThrownBy(() -> element.macData(answered.handle(), "label", Bytes.EMPTY))
          .hasMessage("this security element has no such session");
    }
  }

  @Test
  void refusesMoreObjectsThanTheQuotaAndKeepsRoomForUpdates() throws Exception {
    device.objectQuota = 3;
    try (KernelSecurityElement element = device.openPersonalized()) {
      Visit one = issuer.visit(element);
      one.commits(one.pin("a", "1234"), one.pin("b", "1234"), one.commit());
      Visit two = issuer.visit(element);
      two.takes(two.pin("c", "1234"), two.pin("d", "1234"));
      two.closes(two.commit());
      assertThat(element.objects()).hasSize(2);
      Visit three = issuer.visit(element);
      three.commits(three.pin("a", "1234"), three.pin("c", "1234"), three.commit());
      Visit full = issuer.visit(element);
      full.commits(full.delete("a"), full.pin("d", "1234"), full.commit());
      assertThat(element.objects()).hasSize(3);
    }
  }

  @Test
  void refusesObjectsThatAreLongerThanTheStorageTakes() throws Exception {
    try (KernelSecurityElement element = device.openPersonalized()) {
      Visit one = issuer.visit(element);
      one.commits(one.secret("a", "opaque", "", "x".repeat(1024)), one.commit());
      device.storage.maximumBytes = device.storage.content().length + 8192;
      Visit two = issuer.visit(element);
      two.takes(two.secret("b", "opaque", "", "x".repeat(1024)));
      two.closes(two.commit());
      assertThat(element.objects()).hasSize(1);
      Visit three = issuer.visit(element);
      three.commits(three.delete("a"), three.commit());
      assertThat(element.objects()).isEmpty();
    }
  }

  private static void unreachable(ThrowingCallable call, String because) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SecurityElementException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE))
        .hasMessageContaining(because);
  }
}

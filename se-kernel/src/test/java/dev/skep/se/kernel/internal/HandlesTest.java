package dev.skep.se.kernel.internal;

import static dev.skep.se.kernel.internal.Device.handle;
import static dev.skep.testkit.se.Calls.answered;
import static dev.skep.testkit.se.Calls.noSuchSession;
import static dev.skep.testkit.se.ServerSide.commit;
import static dev.skep.testkit.se.ServerSide.seal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.se.ProcessResult.Answered;
import dev.skep.api.se.SessionHandle;
import dev.skep.se.kernel.internal.operation.Operation;
import dev.skep.testkit.se.ServerSide;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a handle is worth that is not the latest one of a session of this SE. */
class HandlesTest {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName(
      "attacks 56 and 57: handles that are guessed, foreign, closed or expired get one answer")
  void handlesThatAreNotGoodGetTheSameAnswer(boolean wrapped) throws Exception {
    Device device = new Device(wrapped);
    Device foreign = new Device(wrapped);
    foreign.storage = new MemorySealedStorage();
    try (KernelSecurityElement element = device.openPersonalized();
        KernelSecurityElement other = foreign.open()) {
      other.installCertificateChain(Device.CA.chain(other.createAttestationKey("PS256")));
      Bytes record = ServerSide.random(50);
      for (int length : new int[] {0, 1, 12, 28, 32, 200, 5000}) {
        noSuchSession(element, new SessionHandle(ServerSide.random(length)), record);
      }
      Device.Session elsewhere = foreign.session(other);
      noSuchSession(element, handle(elsewhere), commit(elsewhere.server()));

      Device.Session aborted = device.session(element);
      element.abort(handle(aborted));
      element.abort(handle(aborted));
      noSuchSession(element, handle(aborted), commit(aborted.server()));

      Device.Session expired = device.session(element);
      Device.Session ended = device.session(element);
      Bytes commit = commit(ended.server());
      SessionHandle end = answered(element, handle(ended), commit).handle();
      device.nanos.addAndGet(Duration.ofSeconds(300).toNanos());
      noSuchSession(element, handle(expired), commit(expired.server()));
      noSuchSession(element, end, commit(ended.server()));
      assertThat(answered(element, end, commit)).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("attack 56: a handle from before a restart is dead")
  void handlesFromBeforeARestartAreDead(boolean wrapped) throws Exception {
    Device device = new Device(wrapped);
    Device.Session before;
    try (KernelSecurityElement element = device.openPersonalized()) {
      before = device.session(element);
    }
    try (KernelSecurityElement element = device.open()) {
      device.session(element);
      noSuchSession(element, handle(before), commit(before.server()));
    }
  }

  @Test
  @DisplayName("attack 57: a wrapped handle that is altered anywhere, or cut off, is dead")
  void alteredWrappedHandlesAreDead() throws Exception {
    Device device = new Device(true);
    try (KernelSecurityElement element = device.openPersonalized()) {
      Device.Session s = device.session(element);
      byte[] good = handle(s).value().toArray();
      Bytes commit = commit(s.server());
      for (int i = 0; i < good.length; i++) {
        byte[] altered = good.clone();
        altered[i] ^= 1;
        noSuchSession(element, new SessionHandle(Bytes.of(altered)), commit);
        noSuchSession(element, new SessionHandle(Bytes.of(good, 0, i)), commit);
      }
      assertThat(answered(element, handle(s), commit)).isNotNull();
    }
  }

  @Test
  @DisplayName("attack 57: a wrapped handle that is rolled back is dead, and cannot abort either")
  void rolledBackWrappedHandlesAreDead() throws Exception {
    Device device = new Device(true);
    try (KernelSecurityElement element = device.openPersonalized()) {
      Device.Session s = device.session(element);
      Bytes one = seal(s.server(), "echo", "1");
      SessionHandle latest = answered(element, handle(s), one).handle();
      noSuchSession(element, handle(s), one);
      element.abort(handle(s));
      Answered two = answered(element, latest, seal(s.server(), "echo", "2"));
      noSuchSession(element, latest, seal(s.server(), "echo", "3"));
      element.abort(two.handle());
      noSuchSession(element, two.handle(), one);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("attack 56: a session that expires while a call waits for another one is dead")
  void sessionThatExpiresWhileACallWaitsIsDead(boolean wrapped) throws Exception {
    Device device = new Device(wrapped);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    device.operations =
        Map.of(
            "wait",
            order -> {
              inside.countDown();
              awaitQuietly(leave);
              return new Operation.Effect.Answered(
                  "waited", order.attributes(), order.plaintext().slice(0, 0), false);
            });
    try (KernelSecurityElement element = device.openPersonalized()) {
      Device.Session s = device.session(element);
      Bytes record = seal(s.server(), "wait", "");
      FutureTask<Object> first = new FutureTask<>(() -> answered(element, handle(s), record));
      new Thread(first).start();
      inside.await();
      FutureTask<Object> second =
          new FutureTask<>(
              () -> {
                noSuchSession(element, handle(s), record);
                return "dead";
              });
      Thread waiting = new Thread(second);
      waiting.start();
      while (waiting.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      device.nanos.addAndGet(Duration.ofSeconds(300).toNanos());
      leave.countDown();
      assertThat(first.get()).isNotNull();
      assertThat(second.get()).isEqualTo("dead");
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

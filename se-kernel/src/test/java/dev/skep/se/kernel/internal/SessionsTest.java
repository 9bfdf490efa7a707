package dev.skep.se.kernel.internal;

import static dev.skep.se.kernel.internal.Device.handle;
import static dev.skep.testkit.se.Calls.answered;
import static dev.skep.testkit.se.Calls.closes;
import static dev.skep.testkit.se.Calls.noSuchSession;
import static dev.skep.testkit.se.ServerSide.commit;
import static dev.skep.testkit.se.ServerSide.open;
import static dev.skep.testkit.se.ServerSide.seal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.api.se.ProcessResult.Answered;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.api.se.SessionHandle;
import dev.skep.protocol.RecordChannel;
import dev.skep.protocol.catalogue.Lease;
import dev.skep.testkit.se.ServerSide;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test with handles in memory and with wrapped ones. */
class SessionsTest {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void commitIsAnsweredWithTheReceiptOverNothing(boolean wrapped) throws Exception {
    Device device = new Device(wrapped);
    try (KernelSecurityElement element = device.openPersonalized()) {
      Device.Session s = device.session(element);
      Answered answered = answered(element, handle(s), commit(s.server()));
      assertThat(answered.records()).hasSize(1);
      try (RecordChannel.Opened.Content content = open(s.server(), answered.records().get(0))) {
        assertThat(content.op()).isEqualTo("committed");
        assertThat(content.attributes()).isEqualTo(Bytes.EMPTY);
        assertThat(content.plaintext().use(Bytes::of).toHex())
            .isEqualTo(
                "a20100025820"
                    + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("attack 9 (SE's part): the same commit again gets the same answer, byte for byte")
  void theSameCommitAgainGetsTheSameAnswerAndAnythingElseNone(boolean wrapped) throws Exception {
    Device device = new Device(wrapped);
    try (KernelSecurityElement element = device.openPersonalized()) {
      Device.Session s = device.session(element);
      Bytes commit = commit(s.server());
      Answered first = answered(element, handle(s), commit);
      assertThat(answered(element, first.handle(), commit)).isEqualTo(first);
      assertThat(answered(element, handle(s), commit)).isEqualTo(first);
      noSuchSession(element, first.handle(), commit(s.server()));
      assertThat(answered(element, first.handle(), commit)).isEqualTo(first);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void answersSeveralRecordsInOrderOverSeveralCalls(boolean wrapped) throws Exception {
    Device device = new Device(wrapped);
    try (KernelSecurityElement element = device.openPersonalized()) {
      Device.Session s = device.session(element);
      SessionHandle handle = handle(s);
      for (int i = 0; i < 3; i++) {
        Answered answered =
            answered(
                element,
                handle,
                seal(s.server(), "echo", "first " + i),
                seal(s.server(), "echo", "second " + i));
        handle = answered.handle();
        assertThat(text(s.server(), answered.records().get(0))).isEqualTo("first " + i);
        assertThat(text(s.server(), answered.records().get(1))).isEqualTo("second " + i);
      }
      assertThat(answered(element, handle, commit(s.server())).records()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("attack 58: a record that is replayed, skipped or of another session closes it")
  void recordsOutOfOrderOrOfAnotherSessionCloseIt(boolean wrapped) throws Exception {
    Device device = new Device(wrapped);
    try (KernelSecurityElement element = device.openPersonalized()) {
      Device.Session replayed = device.session(element);
      Bytes one = seal(replayed.server(), "echo", "1");
      SessionHandle next = answered(element, handle(replayed), one).handle();
      closes(element, next, one);

      Device.Session skipped = device.session(element);
      seal(skipped.server(), "echo", "lost");
      closes(element, handle(skipped), seal(skipped.server(), "echo", "2"));

      Device.Session other = device.session(element);
      Device.Session crossed = device.session(element);
      Bytes foreign = seal(other.server(), "echo", "1");
      closes(element, handle(crossed), foreign);
      assertThat(answered(element, handle(other), foreign)).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("attack 19: the SE's own record sent back to it closes the session")
  void itsOwnRecordSentBackClosesIt(boolean wrapped) throws Exception {
    Device device = new Device(wrapped);
    try (KernelSecurityElement element = device.openPersonalized()) {
      Device.Session s = device.session(element);
      Answered answered = answered(element, handle(s), seal(s.server(), "echo", "1"));
      closes(element, answered.handle(), answered.records().get(0));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsNoRecordOrNoOperationClosesIt(boolean wrapped) throws Exception {
    Device device = new Device(wrapped);
    try (KernelSecurityElement element = device.openPersonalized()) {
      closes(element, handle(device.session(element)), Bytes.EMPTY);
      closes(element, handle(device.session(element)), ServerSide.random(100));
      Device.Session unknown = device.session(element);
      closes(element, handle(unknown), seal(unknown.server(), "no.such.op", ""));
      Device.Session content = device.session(element);
      closes(element, handle(content), seal(content.server(), "commit", "x"));
      Device.Session after = device.session(element);
      closes(element, handle(after), commit(after.server()), seal(after.server(), "echo", "x"));
      Device.Session flipped = device.session(element);
      byte[] record = commit(flipped.server()).toArray();
      record[record.length - 1] ^= 1;
      closes(element, handle(flipped), Bytes.of(record));
    }
  }

  @Test
  void refusesToProcessNothing() throws Exception {
    Device device = new Device();
    try (KernelSecurityElement element = device.openPersonalized()) {
      SessionHandle handle = handle(device.session(element));
      assertThatThrownBy(() -> element.process(handle, List.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void refusesOneMoreThanTheQuotaUntilOneEnds(boolean wrapped) throws Exception {
    Device device = new Device(wrapped);
    device.quota = 2;
    try (KernelSecurityElement element = device.openPersonalized()) {
      Device.Session one = device.session(element);
      device.session(element);
      full(device, element);
      answered(element, handle(one), commit(one.server()));
      Device.Session three = device.session(element);
      full(device, element);
      element.abort(handle(three));
      device.session(element);
      full(device, element);
      device.nanos.addAndGet(Duration.ofSeconds(300).toNanos());
      device.session(element);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void remembersTheAnswersOfTheLast16SessionsThatCommitted(boolean wrapped) throws Exception {
    Device device = new Device(wrapped);
    try (KernelSecurityElement element = device.openPersonalized()) {
      List<SessionHandle> handles = new ArrayList<>();
      List<Bytes> commits = new ArrayList<>();
      for (int i = 0; i < 17; i++) {
        Device.Session s = device.session(element);
        commits.add(commit(s.server()));
        handles.add(answered(element, handle(s), commits.get(i)).handle());
      }
      noSuchSession(element, handles.get(0), commits.get(0));
      assertThat(answered(element, handles.get(1), commits.get(1))).isNotNull();
      assertThat(answered(element, handles.get(16), commits.get(16))).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void keepsTheSessionWhileItsCipherIsAway(boolean wrapped) throws Exception {
    Device device = new Device(wrapped);
    try (KernelSecurityElement element = device.openPersonalized()) {
      Device.Session s = device.session(element);
      SessionCipher cipher;
      try (Lease<SessionCipher> lease =
          device.catalogue.lease(SessionCipher.class, "A256GCM", Duration.ZERO).orElseThrow()) {
        cipher = lease.get();
      }
      Bytes commit = commit(s.server());
      assertThat(device.catalogue.remove(cipher, Duration.ofSeconds(1))).isTrue();
      assertThatThrownBy(() -> element.process(handle(s), List.of(commit)))
          .isInstanceOfSatisfying(
              SecurityElementException.class, e -> assertThat(e.retryable()).isTrue());
      device.catalogue.add(SessionCipher.class, cipher, 0);
      assertThat(answered(element, handle(s), commit)).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("attack 67: of two calls with one record at once, one wins")
  void callsOnOneSessionAreSerialised(boolean wrapped) throws Exception {
    Device device = new Device(wrapped);
    try (KernelSecurityElement element = device.openPersonalized()) {
      Device.Session s = device.session(element);
      Bytes record = seal(s.server(), "echo", "1");
      int threads = 4;
      CyclicBarrier start = new CyclicBarrier(threads);
      Callable<String> call =
          () -> {
            start.await();
            try {
              return element.process(handle(s), List.of(record)).getClass().getSimpleName();
            } catch (SecurityElementException e) {
              return e.kind().name();
            }
          };
      assertThat(run(threads, call)).containsOnlyOnce("Answered").doesNotContain("BUSY");
    }
  }

  @Test
  void differentSessionsRunSideBySide() throws Exception {
    Device device = new Device();
    try (KernelSecurityElement element = device.openPersonalized()) {
      Callable<String> call =
          () -> {
            Device.Session s = device.session(element);
            return answered(element, handle(s), commit(s.server())).getClass().getSimpleName();
          };
      assertThat(run(4, call)).containsOnly("Answered");
    }
  }

  @Test
  void closingTheElementErasesTheKeysOfItsSessions() throws Exception {
    Device device = new Device();
    List<SecretBytes> seen = new ArrayList<>();
    try (KernelSecurityElement element = device.openPersonalized()) {
      Device.Session s = device.session(element);
      SessionCipher good;
      try (Lease<SessionCipher> lease =
          device.catalogue.lease(SessionCipher.class, "A256GCM", Duration.ZERO).orElseThrow()) {
        good = lease.get();
      }
      device.catalogue.add(SessionCipher.class, watched(good, seen), 100);
      answered(element, handle(s), seal(s.server(), "echo", "x"));
      assertThat(seen).hasSize(2).allMatch(key -> key.length() == 32);
    }
    assertThat(seen).allMatch(key -> key.toString().equals("SecretBytes[closed]"));
  }

  /** A cipher that notes the keys that it is given. */
  private static SessionCipher watched(SessionCipher good, List<SecretBytes> seen) {
    return (SessionCipher)
        Proxy.newProxyInstance(
            SessionCipher.class.getClassLoader(),
            new Class<?>[] {SessionCipher.class},
            (self, method, arguments) -> {
              if (method.getName().equals("open") || method.getName().equals("seal")) {
                seen.add((SecretBytes) arguments[0]);
              }
              return method.invoke(good, arguments);
            });
  }

  @Test
  void closedElementSaysSo() throws Exception {
    Device device = new Device();
    KernelSecurityElement element = device.openPersonalized();
    SessionHandle handle = handle(device.session(element));
    element.close();
    element.close();
    assertThat(device.storage.timesClosed()).isEqualTo(1);
    assertThatThrownBy(() -> element.process(handle, List.of(Bytes.EMPTY)))
        .isInstanceOfSatisfying(
            SecurityElementException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REMOVED));
    element.abort(handle);
  }

  private static List<String> run(int threads, Callable<String> call) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<String> results = new ArrayList<>();
      for (Future<String> future : pool.invokeAll(java.util.Collections.nCopies(threads, call))) {
        results.add(future.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  private static void full(Device device, KernelSecurityElement element) {
    assertThatThrownBy(() -> device.session(element))
        .isInstanceOfSatisfying(
            SecurityElementException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
        .hasMessageContaining("2 sessions are open");
  }

  private static String text(RecordChannel server, Bytes record) {
    try (RecordChannel.Opened.Content content = open(server, record);
        SecretBytes plaintext = content.plaintext()) {
      return plaintext.use(bytes -> new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
    }
  }
}

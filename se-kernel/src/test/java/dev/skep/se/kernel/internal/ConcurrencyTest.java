package dev.skep.se.kernel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.se.ObjectName;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.UseResult;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads on one SE at once. */
class ConcurrencyTest {
  private static final int THREADS = 8;

  private final Device device = new Device().suite(Device.EC);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("attack 67: one commit from many threads is made once and answered alike")
  void oneCommitFromManyThreadsIsMadeOnce(boolean wrapped) throws Exception {
    device.wrapped = wrapped;
    Issuer issuer = device.managed();
    try (KernelSecurityElement element = device.openPersonalized()) {
      Visit visit = issuer.visit(element, Issuer.key("k", ""));
      List<Bytes> records = List.of(visit.pin("pin", "1234"), visit.commit());
      List<Callable<ProcessResult>> calls = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        calls.add(() -> element.process(visit.handle(), records));
      }
      List<ProcessResult> results = run(calls);
      assertThat(results).hasOnlyElementsOfType(ProcessResult.Answered.class);
      assertThat(results.stream().distinct()).hasSize(1);
      assertThat(element.objects()).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("attack 67: sessions that commit at once all commit, also in storage")
  void sessionsThatCommitAtOnceAllCommit(boolean wrapped) throws Exception {
    device.wrapped = wrapped;
    device.quota = THREADS;
    Issuer issuer = device.managed();
    try (KernelSecurityElement element = device.openPersonalized()) {
      List<Callable<ProcessResult>> calls = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Visit visit = issuer.visit(element, Issuer.key("k" + i, ""));
        List<Bytes> records = List.of(visit.pin("pin" + i, "1234"), visit.commit());
        calls.add(() -> element.process(visit.handle(), records));
      }
      assertThat(run(calls)).hasOnlyElementsOfType(ProcessResult.Answered.class);
      assertThat(element.objects()).hasSize(2 * THREADS);
    }
    try (KernelSecurityElement element = device.open()) {
      assertThat(element.objects()).hasSize(2 * THREADS);
    }
  }

  @Test
  @DisplayName("attack 67: guesses from many threads are no more than the tries")
  void guessesFromManyThreadsAreNoMoreThanTheTries() throws Exception {
    Issuer issuer = device.managed();
    ObjectName name = new ObjectName(issuer.domain().toHex().substring(0, 8), "k");
    try (KernelSecurityElement element = device.openPersonalized()) {
      Visit visit = issuer.visit(element, Issuer.key("k", "pin"));
      visit.commits(visit.pin("pin", "1234"), visit.commit());
      List<Callable<UseResult>> calls = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        String guess = "000" + i;
        calls.add(
            () -> {
              try (SecretBytes pin = Visit.secret(guess)) {
                return element.sign(name, Optional.of(pin), Bytes.EMPTY);
              }
            });
      }
      List<UseResult> results = run(calls);
      assertThat(results)
          .contains(new UseResult.Wrong(2), new UseResult.Wrong(1), new UseResult.Wrong(0));
      assertThat(results.stream().filter(new UseResult.Blocked()::equals)).hasSize(THREADS - 3);
    }
  }

  @Test
  @DisplayName("attack 67: commits and uses at once lose nothing of each other")
  void commitsAndUsesAtOnceLoseNothing() throws Exception {
    device.quota = THREADS;
    Issuer issuer = device.managed();
    ObjectName name = new ObjectName(issuer.domain().toHex().substring(0, 8), "k");
    try (KernelSecurityElement element = device.openPersonalized()) {
      Visit first = issuer.visit(element, Issuer.key("k", "pin"));
      first.commits(first.pin("pin", "1234"), first.commit());
      List<Callable<Object>> calls = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Visit visit = issuer.visit(element);
        List<Bytes> records = List.of(visit.pin("pin" + i, "1234"), visit.commit());
        calls.add(() -> element.process(visit.handle(), records));
        calls.add(
            () -> {
              try (SecretBytes pin = Visit.secret("1234")) {
                return element.sign(name, Optional.of(pin), Bytes.EMPTY);
              }
            });
      }
      assertThat(run(calls))
          .hasOnlyElementsOfTypes(ProcessResult.Answered.class, UseResult.Done.class);
      assertThat(element.objects()).hasSize(2 + THREADS);
    }
  }

  private static <T> List<T> run(List<Callable<T>> calls) throws Exception {
    CyclicBarrier start = new CyclicBarrier(calls.size());
    ExecutorService pool = Executors.newFixedThreadPool(calls.size());
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> call : calls) {
        futures.add(
            pool.submit(
                () -> {
                  start.await();
                  return call.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }
}

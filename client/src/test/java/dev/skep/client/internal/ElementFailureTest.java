package dev.skep.client.internal;

import static dev.skep.client.internal.ScriptedServer.OFFERS;
import static dev.skep.client.internal.ScriptedServer.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.client.CeremonyListener;
import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.api.se.SecurityElementInfo;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ElementFailureTest {
  private final Ceremonies ceremonies = new Ceremonies();
  private final ScriptedElement element = ceremonies.element;

  @ParameterizedTest
  @EnumSource(Kind.class)
  void reportsAFailureToEstablish(Kind kind) throws Exception {
    element.establishFailure = new SecurityElementException(kind, "insert the card");
    try (ScriptedServer server = ScriptedServer.oneRound()) {
      Failed failed = ceremonies.fail(server);
      assertThat(failed.code()).isEqualTo("security-element");
      assertThat(failed.message()).contains("test:one", "insert the card");
      assertThat(failed.retryable()).isEqualTo(element.establishFailure.retryable());
      assertThat(server.paths()).containsExactly(OFFERS);
      assertThat(element.aborted).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void reportsAFailureToProcessAndDropsTheSession(Kind kind) throws Exception {
    SecurityElementException failure = new SecurityElementException(kind, "gone");
    element.processing =
        records -> {
          throw failure;
        };
    try (ScriptedServer server = ScriptedServer.oneRound()) {
      Failed failed = ceremonies.fail(server);
      assertThat(failed.code()).isEqualTo("security-element");
      assertThat(failed.retryable()).isEqualTo(failure.retryable());
      assertThat(server.paths()).containsExactly(OFFERS, SESSIONS);
      assertThat(element.aborted).containsExactly(ScriptedElement.handle(0));
    }
  }

  @Test
  void reportsAnElementThatDoesNotSayWhatItIsBeforeTheServerIsAsked() throws Exception {
    element.infoFailure = new SecurityElementException(Kind.UNREACHABLE, "no card");
    try (ScriptedServer server = ScriptedServer.oneRound()) {
      Failed failed = ceremonies.fail(server);
      assertThat(failed.code()).isEqualTo("security-element");
      assertThat(failed.retryable()).isTrue();
      assertThat(server.paths()).isEmpty();
    }
  }

  @Test
  void reportsABlankElementBeforeTheServerIsAsked() throws Exception {
    element.info = ScriptedElement.info(false);
    try (ScriptedServer server = ScriptedServer.oneRound()) {
      Failed failed = ceremonies.fail(server);
      assertThat(failed.code()).isEqualTo("security-element");
      assertThat(failed.message()).contains("not personalised");
      assertThat(server.paths()).isEmpty();
    }
  }

  @Test
  void reportsAClosedSession() throws Exception {
    element.closes = true;
    try (ScriptedServer server = ScriptedServer.oneRound()) {
      Failed failed = ceremonies.fail(server);
      assertThat(failed.code()).isEqualTo("protocol");
      assertThat(failed.message()).contains("refused a record");
      assertThat(server.paths()).containsExactly(OFFERS, SESSIONS);
      assertThat(element.aborted).hasSize(1);
    }
  }

  @Test
  void reportsADriverThatThrowsUnchecked() throws Exception {
    element.fault = new IllegalStateException("secret detail");
    try (ScriptedServer server = ScriptedServer.oneRound()) {
      Failed failed = ceremonies.fail(server);
      assertThat(failed.code()).isEqualTo("security-element");
      assertThat(failed.message())
          .contains("IllegalStateException")
          .doesNotContain("secret detail");
    }
  }

  @Test
  void reportsADriverThatWasTakenOut() throws Exception {
    element.processing =
        records -> {
          throw new NoClassDefFoundError("driver/Part");
        };
    try (ScriptedServer server = ScriptedServer.oneRound()) {
      Failed failed = ceremonies.fail(server);
      assertThat(failed.code()).isEqualTo("security-element");
      assertThat(failed.message()).contains("taken out").doesNotContain("driver/Part");
    }
  }

  @Test
  void refusesWithoutTheErrorThatLeadsToADriversClasses() {
    element.processing =
        records -> {
          throw new NoClassDefFoundError("driver/Part");
        };
    assertThatThrownBy(
            () -> new GuardedElement(element).process(ScriptedElement.handle(0), List.of()))
        .isInstanceOf(SecurityElementException.class)
        .hasNoCause();
  }

  @Test
  void reportsTheFirstFailureWhereTheSessionCannotBeDropped() throws Exception {
    element.abortFailure = new SecurityElementException(Kind.REMOVED, "pulled");
    try (ScriptedServer server = new ScriptedServer()) {
      server.offer(1).refuse(SESSIONS, 403, "rejected");
      assertThat(ceremonies.fail(server).code()).isEqualTo("rejected");
      assertThat(element.aborted).hasSize(1);
    }
  }

  @Test
  void namesTheListThatHasNothingInCommon() throws Exception {
    SecurityElementInfo full = ScriptedElement.info(true);
    element.info =
        new SecurityElementInfo(
            full.id(),
            full.model(),
            true,
            full.transports(),
            List.of("Ed25519"),
            full.kdfs(),
            full.ciphers());
    try (ScriptedServer server = new ScriptedServer()) {
      server.offer(1).offer(2).offer(3);
      Failed failed = ceremonies.fail(server);
      assertThat(failed.code()).isEqualTo("no-common-suite");
      assertThat(failed.message()).contains("attestation", "ML-DSA-65, ES256", "Ed25519", "policy");
      assertThat(failed.retryable()).isFalse();
      assertThat(server.paths()).containsExactly(OFFERS, OFFERS, OFFERS);
      assertThat(element.established).isEmpty();
    }
  }

  @Test
  void dropsTheSessionWhenTheThreadIsInterrupted() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    try (ScriptedServer server = new ScriptedServer()) {
      server
          .offer(1)
          .answer(
              SESSIONS,
              exchange -> {
                arrived.countDown();
                server.untilClosed();
              });
      CompletableFuture<Throwable> ended = new CompletableFuture<>();
      Thread thread = new Thread(() -> ended.complete(runToItsEnd(server)));
      thread.start();
      assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
      thread.interrupt();
      assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
      assertThat(element.aborted).hasSize(1);
    }
  }

  @Test
  void dropsTheSessionWhenTheListenerFails() throws Exception {
    CeremonyListener failing =
        step -> {
          if (step.name().equals("establish")) {
            throw new IllegalStateException("listener");
          }
        };
    try (ScriptedServer server = ScriptedServer.oneRound()) {
      assertThatThrownBy(
              () -> ceremonies.client(Ceremonies.PATIENT).run(server.address(), element, failing))
          .hasMessage("listener");
      assertThat(element.aborted).hasSize(1);
    }
  }

  private Throwable runToItsEnd(ScriptedServer server) {
    try {
      CeremonyOutcome outcome = ceremonies.run(server);
      return new AssertionError("ended with " + outcome);
    } catch (InterruptedException e) {
      return e;
    }
  }
}

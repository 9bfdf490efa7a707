package dev.skep.client.internal;

import static dev.skep.client.internal.ScriptedServer.OFFERS;
import static dev.skep.client.internal.ScriptedServer.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.api.se.SecurityElementInfo;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewOfferTest {
  private final Ceremonies ceremonies = new Ceremonies();

  @ParameterizedTest
  @CsvSource({"410,offer-expired", "409,offer-withdrawn", "503,unavailable", "429,unavailable"})
  void beginsAgainWithANewOffer(int status, String code) throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.offer(1).refuse(SESSIONS, status, code);
      server.offer(2).session(Messages.record(0, "commit")).records(2);
      Completed completed = (Completed) ceremonies.run(server);
      assertThat(completed.attempts()).isEqualTo(2);
      assertThat(completed.sessionId()).isEqualTo(Messages.sessionId(2));
      assertThat(ceremonies.element.aborted).containsExactly(ScriptedElement.handle(0));
      assertThat(ceremonies.element.established).hasSize(2);
    }
  }

  @Test
  void beginsAgainWhereTheOfferIsWithdrawnAmongTheRecords() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      ceremonies.element.processing =
          records ->
              ceremonies.element.established.size() == 1
                  ? Collections.emptyList()
                  : Collections.singletonList(Messages.record(0, "committed"));
      server.offer(1).session(Messages.record(0, "pin.define"));
      server.refuse(ScriptedServer.recordsPath(1), 409, "offer-withdrawn");
      server.offer(2).session(Messages.record(0, "commit")).records(2);
      assertThat(((Completed) ceremonies.run(server)).attempts()).isEqualTo(2);
      assertThat(ceremonies.element.aborted).containsExactly(ScriptedElement.handle(1));
    }
  }

  @Test
  void doesNotBeginAgainOnceTheElementCommitted() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.offer(1).session(Messages.record(0, "commit"));
      for (int i = 1; i <= ClientLimits.MAXIMUM_DELIVERIES; i++) {
        server.refuse(ScriptedServer.recordsPath(1), 409, "offer-withdrawn");
      }
      Failed failed = ceremonies.fail(server);
      assertThat(failed.code()).isEqualTo("offer-withdrawn");
      assertThat(failed.message()).contains("already committed");
      assertThat(failed.retryable()).isFalse();
      assertThat(server.paths()).hasSize(2 + ClientLimits.MAXIMUM_DELIVERIES);
    }
  }

  @Test
  void asksForANewOfferAndChoosesAnewWhereTheElementHasLostAnAlgorithm() throws Exception {
    SecurityElementInfo after = ScriptedElement.info(true);
    SecurityElementInfo before =
        new SecurityElementInfo(
            after.id(),
            after.model(),
            true,
            List.of("ML-KEM-768", "DHKEM-P256-HKDF-SHA256"),
            after.attestations(),
            after.kdfs(),
            after.ciphers());
    ceremonies.element.info = before;
    ceremonies.element.onEstablish =
        () -> {
          ceremonies.element.establishFailure =
              ceremonies.element.info.equals(before)
                  ? new SecurityElementException(Kind.REFUSED, "it does not have it any more")
                  : null;
          ceremonies.element.info = after;
        };
    try (ScriptedServer server = new ScriptedServer()) {
      server.offer(1).offer(2).session(Messages.record(0, "commit")).records(2);
      Completed completed = (Completed) ceremonies.run(server);
      assertThat(completed.attempts()).isEqualTo(2);
      assertThat(ceremonies.element.established)
          .extracting(request -> request.suite().transport())
          .containsExactly("ML-KEM-768", "DHKEM-P256-HKDF-SHA256");
      assertThat(ceremonies.pauses).hasSize(1);
    }
  }

  @Test
  void waitsAndChoosesAnewWhereNothingIsInCommonForAMoment() throws Exception {
    SecurityElementInfo after = ScriptedElement.info(true);
    ceremonies.element.info =
        new SecurityElementInfo(
            after.id(),
            after.model(),
            true,
            List.of(),
            after.attestations(),
            after.kdfs(),
            after.ciphers());
    try (ScriptedServer server = new ScriptedServer()) {
      server.answer(
          OFFERS,
          exchange -> {
            ceremonies.element.info = after;
            ScriptedServer.send(
                exchange, 200, ScriptedServer.CBOR, Messages.envelope(Messages.sessionId(1)));
          });
      server.offer(2).session(Messages.record(0, "commit")).records(2);
      assertThat(((Completed) ceremonies.run(server)).attempts()).isEqualTo(2);
      assertThat(ceremonies.pauses)
          .singleElement()
          .satisfies(
              pause -> assertThat(pause).isGreaterThanOrEqualTo(ClientLimits.WAIT_FOR_ALGORITHM));
    }
  }

  @Test
  void givesUpAfterTheAttemptsThatAreSet() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      for (int i = 1; i <= 4; i++) {
        server.offer(i).refuse(SESSIONS, 409, "offer-withdrawn");
      }
      Failed failed = ceremonies.fail(server);
      assertThat(failed.code()).isEqualTo("offer-withdrawn");
      assertThat(failed.retryable()).isTrue();
      assertThat(failed.message()).contains("3 offers were tried");
      assertThat(server.paths()).filteredOn(OFFERS::equals).hasSize(3);
      assertThat(ceremonies.element.aborted).hasSize(3);
      assertThat(ceremonies.pauses).hasSize(2);
    }
  }

  @Test
  void waitsAsLongAsTheServerAsks() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      unavailable(server, "2");
      server.offer(1).session(Messages.record(0, "commit")).records(1);
      assertThat(ceremonies.run(server)).isInstanceOf(Completed.class);
      assertThat(ceremonies.pauses).hasSize(1);
      assertThat(ceremonies.pauses.get(0)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
    }
  }

  @Test
  void tellsTheCallerWhereTheServerAsksForALongWait() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      unavailable(server, "6");
      Failed failed = ceremonies.fail(server);
      assertThat(failed.code()).isEqualTo("unavailable");
      assertThat(failed.retryable()).isTrue();
      assertThat(failed.message()).contains("in 6 s");
      assertThat(ceremonies.pauses).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "soon", "99999999999999999999", "Wed, 21 Oct 2026 07:28:00 GMT"})
  void waitsABriefTimeWhereRetryAfterIsNoSmallNumber(String retryAfter) throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      unavailable(server, retryAfter);
      server.offer(1).session(Messages.record(0, "commit")).records(1);
      assertThat(ceremonies.run(server)).isInstanceOf(Completed.class);
      assertThat(ceremonies.pauses.get(0))
          .isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
    }
  }

  @Test
  void takesA503WithoutACodeAsUnavailable() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.answer(OFFERS, 503, "text/html", Bytes.utf8("<h1>busy</h1>"));
      server.offer(1).session(Messages.record(0, "commit")).records(1);
      assertThat(((Completed) ceremonies.run(server)).attempts()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"403,rejected", "400,malformed", "413,too-large"})
  void doesNotTryAgainWhereItCannotHelp(int status, String code) throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.offer(1).refuse(SESSIONS, status, code);
      Failed failed = ceremonies.fail(server);
      assertThat(failed.code()).isEqualTo(code);
      assertThat(failed.retryable()).isFalse();
      assertThat(server.paths()).containsExactly(OFFERS, SESSIONS);
      assertThat(ceremonies.element.aborted).hasSize(1);
    }
  }

  @Test
  void waitsLongerEachTimeAndByChance() {
    Backoff backoff = new Backoff(new Random(7));
    Optional<Duration> unasked = Optional.empty();
    assertThat(backoff.after(1, unasked)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
    assertThat(backoff.after(3, unasked)).isBetween(Duration.ofMillis(400), Duration.ofMillis(800));
    assertThat(backoff.after(10, unasked).toMillis()).isLessThanOrEqualTo(51_200 + 1_000);
  }

  private static void unavailable(ScriptedServer server, String retryAfter) {
    server.answer(
        OFFERS,
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", retryAfter);
          ScriptedServer.send(
              exchange,
              503,
              ScriptedServer.PROBLEM,
              Bytes.utf8("{\"status\":503,\"code\":\"unavailable\"}"));
        });
  }
}

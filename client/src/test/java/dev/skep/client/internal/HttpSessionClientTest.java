package dev.skep.client.internal;

import static dev.skep.client.internal.ScriptedServer.OFFERS;
import static dev.skep.client.internal.ScriptedServer.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.api.client.CeremonyListener;
import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.client.CeremonyStep;
import dev.skep.api.se.EstablishRequest;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.message.Response;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HttpSessionClientTest {
  private static final Suite CHOSEN =
      new Suite("DHKEM-P256-HKDF-SHA256", "ES256", "HKDF-SHA256", "A256GCM");

  private final Ceremonies ceremonies = new Ceremonies();

  @Test
  void completesWithOneRound() throws Exception {
    try (ScriptedServer server = ScriptedServer.oneRound()) {
      assertThat(ceremonies.run(server)).isEqualTo(new Completed(Messages.sessionId(1), CHOSEN, 1));
      assertThat(server.paths()).containsExactly(OFFERS, SESSIONS, ScriptedServer.recordsPath(1));
      assertThat(server.requests())
          .allSatisfy(
              request -> {
                assertThat(request.method()).isEqualTo("POST");
                assertThat(request.contentType()).isEqualTo("application/cbor");
              });
      assertThat(ceremonies.element.aborted).isEmpty();
    }
  }

  @Test
  void carriesTwoRoundsUnchangedAndWithTheLatestHandle() throws Exception {
    Bytes define = Messages.record(0, "pin.define");
    Bytes generated = Messages.record(0, "key.generated");
    Bytes commit = Messages.record(1, "commit");
    Bytes committed = Messages.record(1, "committed");
    Queue<List<Bytes>> answers = new ArrayDeque<>(List.of(List.of(generated), List.of(committed)));
    List<Bytes> toElement = new ArrayList<>();
    ceremonies.element.processing =
        records -> {
          toElement.addAll(records);
          return answers.remove();
        };
    try (ScriptedServer server = new ScriptedServer()) {
      server.offer(1).session(define).records(1, commit).records(1);
      assertThat(ceremonies.run(server)).isInstanceOf(Completed.class);
      assertThat(toElement).containsExactly(define, commit);
      assertThat(server.requests().subList(2, 4))
          .extracting(ScriptedServer.Request::body)
          .containsExactly(Messages.records(generated), Messages.records(committed));
      assertThat(ceremonies.element.processed)
          .containsExactly(ScriptedElement.handle(0), ScriptedElement.handle(1));
    }
  }

  @Test
  void givesTheElementTheOffersKeyRequestAndHash() throws Exception {
    try (ScriptedServer server = ScriptedServer.oneRound()) {
      ceremonies.run(server);
      Bytes offer = Messages.offer(Messages.sessionId(1)).encode();
      assertThat(ceremonies.element.established)
          .containsExactly(
              new EstablishRequest(
                  Messages.sessionId(1),
                  Transcript.digest("SHA-256", offer),
                  CHOSEN,
                  Messages.SECOND_KEY,
                  Messages.REQUEST));
    }
  }

  @Test
  void sendsWhatTheElementMadeWithTheTokenUnchanged() throws Exception {
    ceremonies.element.early = List.of(Messages.record(0, "key.generated"));
    try (ScriptedServer server = ScriptedServer.oneRound()) {
      ceremonies.run(server);
      assertThat(server.requests().get(0).body()).isEqualTo(Bytes.EMPTY);
      assertThat(Response.decode(server.requests().get(1).body(), CborLimits.DEFAULT))
          .isEqualTo(
              new Response(
                  Messages.TOKEN,
                  CHOSEN,
                  Bytes.of(new byte[32]),
                  ScriptedElement.EK,
                  ScriptedElement.AK,
                  ScriptedElement.CHAIN,
                  ceremonies.element.early));
    }
  }

  @Test
  @DisplayName("attack 22: the session's id is the server's, fresh with each offer")
  void takesTheSessionIdFromTheServer() throws Exception {
    try (ScriptedServer server = ScriptedServer.oneRound()) {
      server.offer(2).session(Messages.record(0, "commit")).records(2);
      Completed first = (Completed) ceremonies.run(server);
      Completed second = (Completed) ceremonies.run(server);
      assertThat(first.sessionId()).isEqualTo(Messages.sessionId(1));
      assertThat(second.sessionId()).isEqualTo(Messages.sessionId(2));
      assertThat(ceremonies.element.established)
          .extracting(EstablishRequest::sessionId)
          .containsExactly(Messages.sessionId(1), Messages.sessionId(2));
      assertThat(server.paths())
          .contains(ScriptedServer.recordsPath(1), ScriptedServer.recordsPath(2));
    }
  }

  @Test
  void tellsEachStepWithItsSizes() throws Exception {
    List<CeremonyStep> steps = new ArrayList<>();
    try (ScriptedServer server = ScriptedServer.oneRound()) {
      ceremonies.client(Ceremonies.PATIENT).run(server.address(), ceremonies.element, steps::add);
      assertThat(steps)
          .extracting(CeremonyStep::name)
          .containsExactly("offer", "choose", "establish", "response", "records");
      assertThat(steps).allSatisfy(step -> assertThat(step.took()).isPositive());
      assertThat(steps.get(0).receivedBytes())
          .isEqualTo(Messages.envelope(Messages.sessionId(1)).length());
      assertThat(steps.get(0).detail()).contains("https://issuer.example", "60 s");
      assertThat(steps.get(1).detail()).contains("DHKEM-P256-HKDF-SHA256 with key 0b", "A256GCM");
      assertThat(steps.get(2).detail()).contains("EK 65 bytes, AK 64 bytes, 2 certificates");
      assertThat(steps.get(2).sentBytes()).isEqualTo(16 + 32 + 17 + Messages.REQUEST.length());
      assertThat(steps.get(2).receivedBytes()).isEqualTo(32 + 65 + 64 + 10);
      assertThat(steps.get(3).sentBytes()).isEqualTo(server.requests().get(1).body().length());
      assertThat(steps.get(4).sentBytes()).isEqualTo(server.requests().get(2).body().length());
      assertThat(steps.get(4).receivedBytes()).isEqualTo(Messages.records().length());
      assertThat(steps.get(4).detail())
          .contains("took 1 record: commit, and answered 1 record: committed");
    }
  }

  @Test
  void takesABaseAddressWithAPathAndASlash() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.answer(
          "/issuer" + OFFERS, 200, "application/cbor", Messages.envelope(Messages.sessionId(1)));
      CeremonyOutcome outcome =
          ceremonies
              .client(Ceremonies.PATIENT)
              .run(
                  URI.create(server.address() + "/issuer/"),
                  ceremonies.element,
                  CeremonyListener.NONE);
      assertThat(Ceremonies.fail(outcome).code()).isEqualTo("protocol");
      assertThat(server.paths()).containsExactly("/issuer" + OFFERS, "/issuer" + SESSIONS);
    }
  }

  @Test
  void dropsTheElementsSessionWhereTheServerEndsWithoutACommit() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.offer(1).session();
      assertThat(ceremonies.run(server)).isInstanceOf(Completed.class);
      assertThat(ceremonies.element.aborted).containsExactly(ScriptedElement.handle(0));
    }
  }

  @Test
  void refusesAnAddressThatIsNoServersAndSaysWhy() throws Exception {
    for (String address : List.of("ftp://host", "localhost:8080", "http:///x", "/skep")) {
      CeremonyOutcome outcome =
          ceremonies
              .client(Ceremonies.PATIENT)
              .run(URI.create(address), ceremonies.element, CeremonyListener.NONE);
      assertThat(Ceremonies.fail(outcome).message())
          .as(address)
          .contains("give one such as http://localhost:8080");
    }
  }

  @Test
  void startsWithoutAServiceRegistry() throws Exception {
    try (ScriptedServer server = ScriptedServer.oneRound()) {
      assertThat(
              new HttpSessionClient()
                  .run(server.address(), ceremonies.element, CeremonyListener.NONE))
          .isInstanceOf(Completed.class);
    }
  }
}

package dev.skep.client.internal;

import static dev.skep.client.internal.ScriptedServer.OFFERS;
import static dev.skep.client.internal.ScriptedServer.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.skep.api.Bytes;
import dev.skep.api.client.CeremonyListener;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.api.client.CeremonyStep;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.client.internal.journal.FileJournal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions that are broken off about the commit: rules P-2 and P-3. */
class ResumptionTest {
  private static final String RECORDS = ScriptedServer.recordsPath(1);
  private static final Bytes COMMIT = Messages.record(1, "commit");

  @TempDir Path folder;

  private final Ceremonies ceremonies = new Ceremonies();
  private final ScriptedElement element = ceremonies.element;
  private final List<List<Bytes>> given = new ArrayList<>();
  private URI address;

  @BeforeEach
  void keepAJournal() {
    restart();
  }

  /** A new process, with nothing but the journal's directory. */
  private void restart() {
    ceremonies.journal = new FileJournal(folder.resolve("journal"));
  }

  @Test
  void notesTheSessionBeforeTheElementIsGivenTheCommitAndForgetsItWhenConfirmed() throws Exception {
    List<List<String>> noted = new ArrayList<>();
    element.processing =
        records -> {
          noted.add(names());
          return List.of(Messages.record(0, "committed"));
        };
    try (ScriptedServer server = ScriptedServer.oneRound()) {
      assertThat(ceremonies.run(server)).isInstanceOf(Completed.class);
      assertThat(noted).containsExactly(List.of(Messages.sessionId(1).toHex() + ".session"));
      assertThat(names()).isEmpty();
    }
  }

  @Test
  void notesNothingOfRecordsWithoutACommit() throws Exception {
    element.processing =
        records -> {
          assertThat(names()).isEmpty();
          return List.of();
        };
    try (ScriptedServer server = new ScriptedServer()) {
      server.offer(1).session(Messages.record(0, "pin.define")).records(1);
      assertThat(ceremonies.run(server)).isInstanceOf(Completed.class);
    }
  }

  @Test
  void tellsTheServerAgainWhereItsAnswerIsLost() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.offer(1).session(COMMIT);
      server.answer(RECORDS, HttpExchange::close);
      server.answer(RECORDS, 502, "text/html", Bytes.utf8("gateway"));
      server.refuse(RECORDS, 503, "unavailable");
      server.records(1);
      assertThat(ceremonies.run(server)).isInstanceOf(Completed.class);
      assertThat(server.requests().subList(2, 6))
          .extracting(ScriptedServer.Request::body)
          .containsOnly(Messages.records(Messages.record(0, "committed")));
      assertThat(element.processed).as("the SE is asked once").hasSize(1);
      assertThat(ceremonies.pauses).hasSize(3).allMatch(pause -> pause.toMillis() >= 100);
      assertThat(names()).isEmpty();
      assertThat(element.aborted).isEmpty();
    }
  }

  @Test
  void endsAKilledSessionWithTheSameHandleAndRecords() throws Exception {
    killedAfterTheCommit();
    List<CeremonyStep> steps = new ArrayList<>();
    try (ScriptedServer server = sameAddress()) {
      server.records(1);
      Completed completed =
          (Completed)
              ceremonies.client(Ceremonies.PATIENT).run(server.address(), element, steps::add);
      assertThat(completed.sessionId()).isEqualTo(Messages.sessionId(1));
      assertThat(completed.attempts()).isEqualTo(1);
      assertThat(server.paths()).containsExactly(RECORDS);
      assertThat(server.requests().get(0).body())
          .isEqualTo(Messages.records(Messages.record(0, "committed")));
      assertThat(element.processed)
          .containsExactly(ScriptedElement.handle(0), ScriptedElement.handle(0));
      assertThat(given).containsExactly(List.of(COMMIT), List.of(COMMIT));
      assertThat(steps).extracting(CeremonyStep::name).containsExactly("resume", "records");
      assertThat(names()).isEmpty();
    }
  }

  @Test
  void beginsAnOrdinaryCeremonyWhereTheElementHasNotCommitted() throws Exception {
    killedAfterTheCommit();
    element.processing =
        records -> {
          if (element.processed.size() == 2) {
            throw new SecurityElementException(Kind.NO_SUCH_SESSION, "no such session");
          }
          return List.of(Messages.record(0, "committed"));
        };
    try (ScriptedServer server = sameAddress()) {
      server.offer(2).session(COMMIT).records(2);
      Completed completed = (Completed) ceremonies.run(server);
      assertThat(completed.sessionId()).isEqualTo(Messages.sessionId(2));
      assertThat(server.paths()).doesNotContain(RECORDS);
      assertThat(names()).isEmpty();
    }
  }

  @Test
  void beginsAnOrdinaryCeremonyWhereTheElementRefusesTheRecords() throws Exception {
    killedAfterTheCommit();
    element.closes = true;
    try (ScriptedServer server = sameAddress()) {
      server.refuse(OFFERS, 403, "rejected");
      assertThat(ceremonies.fail(server).code()).isEqualTo("rejected");
      assertThat(server.paths()).containsExactly(OFFERS);
      assertThat(names()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"UNREACHABLE", "REMOVED", "BUSY", "REFUSED"})
  void keepsASessionWhoseElementDoesNotAnswer(Kind kind) throws Exception {
    killedAfterTheCommit();
    element.processing =
        records -> {
          throw new SecurityElementException(kind, "insert the card");
        };
    try (ScriptedServer server = sameAddress()) {
      Failed failed = ceremonies.fail(server);
      assertThat(failed.code()).isEqualTo("security-element");
      assertThat(failed.message()).contains("insert the card", "may have committed");
      assertThat(server.paths()).isEmpty();
      assertThat(names()).hasSize(1);
    }
  }

  @Test
  void keepsASessionWhoseServerIsNotReachedAndEndsItLater() throws Exception {
    killedAfterTheCommit();
    Failed failed =
        Ceremonies.fail(
            ceremonies.client(Ceremonies.PATIENT).run(address, element, CeremonyListener.NONE));
    assertThat(failed.code()).isEqualTo("unreachable");
    assertThat(failed.retryable()).isTrue();
    assertThat(failed.message()).contains("already committed", "The next run", folder.toString());
    assertThat(ceremonies.pauses).hasSize(2 * (ClientLimits.MAXIMUM_DELIVERIES - 1));
    assertThat(names()).hasSize(1);
    restart();
    try (ScriptedServer server = sameAddress()) {
      server.records(1);
      assertThat(ceremonies.run(server)).isInstanceOf(Completed.class);
      assertThat(names()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"403,rejected", "400,malformed", "410,offer-expired"})
  void setsASessionAsideThatTheServerRejects(int status, String code) throws Exception {
    killedAfterTheCommit();
    try (ScriptedServer server = sameAddress()) {
      server.refuse(RECORDS, status, code);
      server.offer(2).session(COMMIT).records(2);
      Failed failed = ceremonies.fail(server);
      assertThat(failed.code()).isEqualTo(code);
      assertThat(failed.retryable()).isFalse();
      assertThat(failed.message())
          .contains("already committed", "Ask the issuer", Messages.sessionId(1).toHex());
      assertThat(names()).containsExactly(Messages.sessionId(1).toHex() + ".unconfirmed");
      assertThat(failed.message()).contains("delete " + folder);

      assertThat(ceremonies.run(server)).as("not again and again").isInstanceOf(Completed.class);
    }
  }

  @Test
  void setsASessionAsideThatGoesOnAfterTheCommit() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.offer(1).session(COMMIT).records(1, Messages.record(2, "more"));
      assertThat(ceremonies.fail(server).message()).contains("goes on after the commit");
      assertThat(names()).containsExactly(Messages.sessionId(1).toHex() + ".unconfirmed");
    }
  }

  @Test
  void keepsASessionWhereSomethingElseAnswers() throws Exception {
    killedAfterTheCommit();
    try (ScriptedServer server = sameAddress()) {
      Failed failed = ceremonies.fail(server);
      assertThat(failed.message()).contains("HTTP 404", "The next run");
      assertThat(failed.retryable()).isFalse();
      assertThat(names()).hasSize(1);
    }
  }

  @Test
  void leavesTheSessionsOfOtherServersAndElementsAlone() throws Exception {
    killedAfterTheCommit();
    try (ScriptedServer other = ScriptedServer.oneRound()) {
      Files.move(
          journal().resolve(Messages.sessionId(1).toHex() + ".session"),
          journal().resolve("kept.session"));
      assertThat(ceremonies.run(other)).isInstanceOf(Completed.class);
      assertThat(other.paths()).contains(OFFERS, SESSIONS);
      assertThat(names()).containsExactly("kept.session");
    }
  }

  @Test
  void givesNoCommitToTheElementWhereTheJournalCannotBeWritten() throws Exception {
    Files.writeString(journal(), "a file is in the way");
    try (ScriptedServer server = ScriptedServer.oneRound()) {
      Failed failed = ceremonies.fail(server);
      assertThat(failed.code()).isEqualTo("journal");
      assertThat(failed.message()).contains("journal.directory");
      assertThat(element.processed).isEmpty();
      assertThat(element.aborted).hasSize(1);
      assertThat(server.paths()).containsExactly(OFFERS, SESSIONS);
    }
  }

  @Test
  void keepsASessionWhoseListenerFails() throws Exception {
    CeremonyListener failing =
        step -> {
          if (step.name().equals("records")) {
            throw new IllegalStateException("listener");
          }
        };
    try (ScriptedServer server = ScriptedServer.oneRound()) {
      Assertions.assertThatThrownBy(
              () -> ceremonies.client(Ceremonies.PATIENT).run(server.address(), element, failing))
          .hasMessage("listener");
      assertThat(names()).hasSize(1);
      server.records(1);
      assertThat(ceremonies.run(server)).as("by the same process").isInstanceOf(Completed.class);
    }
  }

  /** The server takes the response, and is gone when the SE has committed. */
  private void killedAfterTheCommit() throws Exception {
    element.processing =
        records -> {
          given.add(records);
          return List.of(Messages.record(0, "committed"));
        };
    try (ScriptedServer server = new ScriptedServer()) {
      address = server.address();
      server.offer(1).session(COMMIT);
      for (int i = 1; i <= ClientLimits.MAXIMUM_DELIVERIES; i++) {
        server.answer(RECORDS, HttpExchange::close);
      }
      Failed failed = ceremonies.fail(server);
      assertThat(failed.code()).isEqualTo("unreachable");
      assertThat(failed.retryable()).isTrue();
      assertThat(names()).hasSize(1);
    }
    restart();
  }

  private ScriptedServer sameAddress() throws IOException {
    return new ScriptedServer(address.getPort());
  }

  private Path journal() {
    return folder.resolve("journal");
  }

  private List<String> names() {
    if (!Files.isDirectory(journal())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(journal())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

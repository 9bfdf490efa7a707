package dev.skep.client.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.api.se.SecurityElement;
import dev.skep.client.internal.ScriptedElement;
import dev.skep.client.internal.attestation.AttestationVerifier;
import dev.skep.client.internal.attestation.DeviceMaker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream realOut = System.out;
  private final PrintStream realErr = System.err;
  private final SkepCommands commands =
      new SkepCommands(
          new SkepCommands.Parts(
              null,
              new FakeClient(request -> new Failed("rejected", "no", false)),
              new AttestationVerifier(DeviceMaker.catalogue(), Clock.systemUTC()),
              "http://x"));

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(realOut);
    System.setErr(realErr);
  }

  @Test
  void givesTheStatusOfACommandAndSaysFailuresOnTheErrorStream() {
    add("test:one");
    assertThat(run("se")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("test:one");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(run("establish")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("no session (rejected)");
    assertThat(run("establish", "--sever", "x")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("there is no option --sever", "usage: skep establish [--server URL]");
    assertThat(run("juggle")).isEqualTo(2);
  }

  @Test
  void waitsForTheElementThatIsNamed() throws Exception {
    add("test:other");
    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(() -> run("keys", "--se", "test:one"));
    add("test:one");
    assertThat(status.get()).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("SE test:one has no objects");
  }

  @Test
  void saysThatItWaitsForACard() throws Exception {
    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(() -> run("keys", "--se", "pcsc:"));
    while (!err.toString(StandardCharsets.UTF_8).contains("insert the card")) {
      Thread.onSpinWait();
    }
    add("pcsc:0011");
    assertThat(status.get()).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("SE pcsc:0011 has no objects");
  }

  @Test
  void doesNotTakeTheFirstOfSeveralForTheOnlyOne() throws Exception {
    CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> run("keys"));
    add("test:one");
    add("test:two");
    assertThat(status.get()).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("choose one with --se");
  }

  @Test
  void showsHowToCallCommandsHere() {
    assertThat(run("help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("skep sign --se soft:alice");
  }

  private int run(String... words) {
    return new CommandLine(commands).applyAsInt(List.of(words));
  }

  private void add(String id) {
    commands.addElement(new ScriptedElement(), Map.of(SecurityElement.ID_PROPERTY, id));
  }
}

package dev.skep.client.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.api.client.CeremonyRequest;
import dev.skep.api.client.Consent;
import dev.skep.client.internal.ScriptedElement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrolCommandTest {
  private static final Consent.Proposal PROPOSAL =
      new Consent.Proposal("https://issuer.example\u001b[2J", "alice", List.of("Employee badge"));

  @TempDir Path folder;

  private final GogoShell shell =
      new GogoShell(null, new FakeClient(this::run), "http://default:1");
  private final List<CeremonyRequest> requests = new ArrayList<>();
  private final List<String> codes = new ArrayList<>();
  private HolderElement element;

  @BeforeEach
  void hold() throws Exception {
    element = new HolderElement();
    shell.with("test:one", element);
  }

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void showsWhoAsksAndEndsWithTheCertificates() throws Exception {
    assertThat(shell.type("skep:enrol --server http://issuer:1 --code ABC", "y\n"))
        .contains("SE test:one with http://issuer:1")
        .containsPattern("issuer +https://issuer.example\\?\\[2J")
        .containsPattern("account +alice")
        .containsPattern("keys +Employee badge")
        .contains("Is this your issuer and your account?")
        .contains("is established and complete")
        .containsPattern("key 0011aabb/badge +ES256")
        .containsPattern("subject +CN=Device CA")
        .containsPattern("serial +1267")
        .containsPattern("valid +20.* to 20")
        .containsPattern("key id +SHA-256 [0-9a-f]{64}");
    assertThat(codes).containsExactly("ABC");
  }

  @Test
  void goesOnWithoutAQuestionWhereTheHolderSaidSo() throws Exception {
    assertThat(shell.type("skep:enrol --code ABC --yes"))
        .contains("alice", "is established and complete")
        .doesNotContain("Is this your issuer");
  }

  @Test
  void stopsWhereTheHolderSaysNoOrNothing() throws Exception {
    assertThat(shell.type("skep:enrol --code ABC", "n\n")).contains("no session (declined)");
    assertThat(shell.type("skep:enrol --code ABC", "")).contains("no session (declined)");
    assertThat(shell.type("skep:enrol --code ABC", "yesterday\n")).contains("(declined)");
  }

  @Test
  void asksForTheCodeWhereNoneIsGiven() throws Exception {
    assertThat(shell.type("skep:enrol", "A-B-C\nyes\n")).contains("established and complete");
    assertThat(codes).containsExactly("A-B-C");
    assertThat(shell.type("skep:enrol", "")).contains("no enrolment code was given");
    assertThat(shell.type("skep:enrol", "\n")).contains("no enrolment code was given");
    assertThat(requests).hasSize(1);
  }

  @Test
  void asksForTheFirstValuesOfPins() throws Exception {
    element.value = "";
    assertThat(shell.type("skep:enrol --code ABC --yes", "2468\n2468\n"))
        .contains("PIN 0011aabb/user-pin is yours to choose", "has its first value now");
    assertThat(element.value).isEqualTo("2468");
  }

  @Test
  void saysHowAPinIsSetLaterWhereNothingIsTyped() throws Exception {
    element.value = "";
    assertThat(shell.type("skep:enrol --code ABC --yes"))
        .contains("is yours to choose", "no new PIN user-pin", "--new-pin-file")
        .contains("the enrolment is complete", "skep change-pin --pin 0011aabb/user-pin");
  }

  @Test
  void sendsFilesWithTheirNames() throws Exception {
    Path file = folder.resolve("a form.txt");
    Files.writeString(file, "content");
    shell.type("skep:enrol --code ABC --yes --data '%1$s' --data '%1$s'".formatted(file));
    assertThat(requests.get(0).data())
        .containsOnly(new CeremonyRequest.OutsideData("a form.txt", Bytes.utf8("content")))
        .hasSize(2);
    Files.write(file, new byte[16_385]);
    assertThat(shell.type("skep:enrol --code ABC --yes --data '" + file + "'"))
        .contains("longer than 16384 bytes");
    Files.write(file, new byte[1]);
    assertThat(shell.type("skep:enrol --code ABC --yes" + (" --data '" + file + "'").repeat(9)))
        .contains("--data can be given 8 times, not 9");
    Files.write(folder.resolve("x".repeat(129)), new byte[1]);
    assertThat(
            shell.type(
                "skep:enrol --code ABC --yes --data '" + folder.resolve("x".repeat(129)) + "'"))
        .contains("no label");
    assertThat(requests).hasSize(1);
  }

  @Test
  void enrolsAnElementThatHoldsNothingForItsHolder() throws Exception {
    shell.without(element).with("test:two", new ScriptedElement());
    assertThat(shell.type("skep:enrol --code ABC --yes")).contains("established and complete");
  }

  private CeremonyOutcome run(CeremonyRequest request) {
    requests.add(request);
    codes.add(
        request.code().orElseThrow().use(code -> new String(code, StandardCharsets.US_ASCII)));
    return request.consent().given(PROPOSAL)
        ? new Completed(
            Bytes.of(new byte[16]),
            new Suite("DHKEM-P256-HKDF-SHA256", "ES256", "HKDF-SHA256", "A256GCM"),
            1)
        : new Failed("declined", "the holder did not agree", false);
  }
}

package dev.skep.client.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.api.client.CeremonyRequest;
import dev.skep.api.client.SessionClient;
import dev.skep.api.se.SecurityElement;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.api.se.SecurityElementInfo;
import dev.skep.api.se.SecurityElementSlots;
import dev.skep.api.se.SecurityElementSlots.Slot;
import dev.skep.api.se.SecurityElementSlots.State;
import dev.skep.client.internal.HttpSessionClient;
import dev.skep.client.internal.ScriptedElement;
import dev.skep.client.internal.ScriptedServer;
import dev.skep.client.internal.attestation.AttestationVerifier;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleContext;

class SkepCommandsTest {
  private static final BundleContext NO_FRAMEWORK =
      (BundleContext)
          Proxy.newProxyInstance(
              SkepCommandsTest.class.getClassLoader(),
              new Class<?>[] {BundleContext.class},
              (proxy, method, arguments) -> {
                throw new IllegalStateException("no framework");
              });

  private final List<URI> servers = new ArrayList<>();
  private final ScriptedElement element = new ScriptedElement();
  private SessionClient client = new FakeClient(this::refuse);
  private final GogoShell shell =
      new GogoShell(
          NO_FRAMEWORK,
          new FakeClient((request, listener) -> client.run(request, listener)),
          "http://default:1");

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void listsTheCommandsWithExamples() throws Exception {
    assertThat(shell.type("skep:help"))
        .containsPattern("skep:establish \\[--server URL\\] \\[--se ID\\] +runs one ceremony")
        .contains("skep:personalize --se soft:alice --attestation ES256")
        .contains("skep:se", "skep:providers");
  }

  @Test
  void listsTheElementsAsTheyComeAndGo() throws Exception {
    assertThat(shell.type("skep:se")).contains("no security element is present");
    ScriptedElement blank = new ScriptedElement();
    blank.info = ScriptedElement.info(false);
    shell.with("test:two", blank).with("test:one", element);
    assertThat(shell.type("skep:se").lines())
        .containsSubsequence(
            "ID        MODEL             STATE         ALGORITHMS",
            "test:one  scripted element  personalised  transports: RSA-OAEP-256"
                + " DHKEM-P256-HKDF-SHA256",
            "                                          ciphers: A128CBC-HS256 A256GCM",
            "test:two  scripted element  blank         transports: RSA-OAEP-256"
                + " DHKEM-P256-HKDF-SHA256");
    assertThat(shell.without(element).type("skep:se")).doesNotContain("test:one");
  }

  @Test
  void listsWhatIsInTheReaders() throws Exception {
    SecurityElementSlots slots =
        () ->
            List.of(
                new Slot("Reader 1", State.EMPTY, "", Optional.empty()),
                new Slot("Reader 2", State.UNUSABLE, "no applet\u001b", Optional.empty()),
                new Slot("Reader 3", State.BLANK, "", Optional.of("pcsc:0011")));
    assertThat(shell.with(slots).type("skep:se").lines())
        .containsSubsequence(
            "no security element is present; insert a card or configure a software SE",
            "READER    CARD                  ID",
            "Reader 1  no card",
            "Reader 2  unusable: no applet?",
            "Reader 3  blank                 pcsc:0011");
    shell.with("pcsc:0011", element);
    assertThat(shell.type("skep:se").lines())
        .anyMatch(line -> line.startsWith("pcsc:0011  scripted element"))
        .anyMatch(line -> line.startsWith("Reader 3"));
    assertThat(shell.without(slots).type("skep:se")).doesNotContain("Reader");
  }

  @Test
  void takesTheOnlyElementOfAScheme() throws Exception {
    shell.with("soft:alice", new ScriptedElement()).with("pcsc:0011", element);
    assertThat(shell.type("skep:establish --se pcsc:")).contains("SE pcsc:0011 with");
    shell.with("pcsc:0022", new ScriptedElement());
    assertThat(shell.type("skep:establish --se pcsc:"))
        .contains("choose one with --se: pcsc:0011, pcsc:0022");
    assertThat(shell.type("skep:establish --se pcsc:00")).contains("no security element pcsc:00");
  }

  @Test
  void listsAnElementThatDoesNotAnswer() throws Exception {
    element.infoFailure = new SecurityElementException(Kind.UNREACHABLE, "insert the card");
    assertThat(shell.with("test:one", element).type("skep:se"))
        .contains("test:one", "no answer", "insert the card");
  }

  @Test
  void showsNoControlCharactersOfAnElement() throws Exception {
    element.info =
        new SecurityElementInfo(
            "x", "evil\u001b[2J", true, List.of("a\nb"), List.of(), List.of(), List.of());
    assertThat(shell.with("test:one", element).type("skep:se"))
        .contains("evil?[2J", "transports: a?b", "attestations: none")
        .doesNotContain("\u001b");
  }

  @Test
  void runsACeremonyAndShowsEachStep() throws Exception {
    try (ScriptedServer server = ScriptedServer.oneRound()) {
      client = new HttpSessionClient();
      String shown =
          shell
              .with("test:one", element)
              .type("skep:establish --server " + server.address() + " --se test:one");
      assertThat(shown)
          .containsPattern("offer      sent      0 B  received +[0-9]+ B +[0-9.]+ ms  session 0101")
          .containsPattern("choose .* A256GCM")
          .containsPattern("establish .*EK 65 bytes, AK 64 bytes")
          .containsPattern("response +sent +[0-9]+ B")
          .containsPattern("records .*answered 1 record: committed")
          .contains("session 01010101010101010101010101010101 is established and complete")
          .contains("; 1 offer");
    }
  }

  @Test
  void takesTheOnlyElementAndTheDefaultServer() throws Exception {
    assertThat(shell.with("test:one", element).type("skep:establish"))
        .contains("SE test:one with http://default:1")
        .contains("no session (rejected): the server said no")
        .doesNotContain("trying again can help");
    assertThat(servers).containsExactly(URI.create("http://default:1"));
  }

  @Test
  void saysWhenTryingAgainCanHelp() throws Exception {
    client = new FakeClient(request -> new Failed("unavailable", "busy", true));
    assertThat(shell.with("test:one", element).type("skep:establish"))
        .contains("no session (unavailable): busy")
        .contains("trying again can help");
  }

  @Test
  void saysWhichElementsThereAreWhereNoneIsChosen() throws Exception {
    assertThat(shell.type("skep:establish")).contains("no security element is present");
    shell.with("test:two", new ScriptedElement()).with("test:one", element);
    assertThat(shell.type("skep:establish")).contains("choose one with --se: test:one, test:two");
    assertThat(shell.type("skep:establish --se x"))
        .contains("no security element x is present; there is test:one, test:two");
    assertThat(servers).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "skep:help now | there is no option now | skep:help",
        "skep:se --all | there is no option --all | skep:se",
        "skep:providers x | there is no option x | skep:providers",
        "skep:establish --sever http://x | there is no option --sever | skep:establish",
        "skep:establish --server | --server needs a value | skep:establish",
        "skep:establish --server --se a | --server needs a value | skep:establish",
        "skep:establish --se a --se b | --se is given twice | skep:establish",
        "skep:personalize --attestation ES256 | --se is missing | skep:personalize",
        "skep:personalize --se test:one | give either --attestation or --chain | skep:personalize",
      })
  void givesTheUsageForAWrongCall(String line, String problem, String command) throws Exception {
    assertThat(shell.with("test:one", element).type(line))
        .contains(problem, "usage: " + command)
        .doesNotContain("\tat ");
  }

  @Test
  void saysThatAnAddressIsNone() throws Exception {
    assertThat(shell.with("test:one", element).type("skep:establish --server 'http://a b'"))
        .contains("http://a b is no address; give one such as http://localhost:8080");
  }

  @ParameterizedTest
  @ValueSource(strings = {"skep:providers", "skep:establish"})
  void neverShowsAStackTrace(String line) throws Exception {
    client =
        new FakeClient(
            request -> {
              throw new IllegalStateException("a detail");
            });
    assertThat(shell.with("test:one", element).type(line))
        .contains("failed unexpectedly (IllegalStateException); the log says more")
        .doesNotContain("a detail", "\tat ");
  }

  @Test
  void printsTheNewAttestationKeyAsPem() throws Exception {
    String shown =
        shell.with("test:one", element).type("skep:personalize --se test:one --attestation ES256");
    assertThat(shown.lines().toList())
        .hasSize(4)
        .startsWith("-----BEGIN PUBLIC KEY-----")
        .endsWith("-----END PUBLIC KEY-----");
    assertThat(shown.lines().skip(1).findFirst().orElseThrow()).hasSize(64);
  }

  @Test
  void saysWhyTheElementMakesNoKey() throws Exception {
    element.personalizeFailure = new SecurityElementException(Kind.REFUSED, "it is locked");
    assertThat(
            shell
                .with("test:one", element)
                .type("skep:personalize --se test:one --attestation ES256"))
        .contains("SE test:one: it is locked");
  }

  @Test
  void saysThatAnElementCannotBePersonalised() throws Exception {
    SecurityElement fixed =
        (SecurityElement)
            Proxy.newProxyInstance(
                SkepCommandsTest.class.getClassLoader(),
                new Class<?>[] {SecurityElement.class},
                (proxy, method, arguments) -> Bytes.EMPTY);
    assertThat(shell.with("test:x", fixed).type("skep:personalize --se test:x --attestation a"))
        .contains("SE test:x cannot be personalised here");
  }

  @Test
  void saysThatItWasInterruptedAndKeepsTheInterrupt() throws Exception {
    SessionClient interrupted =
        new FakeClient(
            (request, listener) -> {
              throw new InterruptedException();
            });
    AttestationVerifier verifier =
        new AttestationVerifier(new AlgorithmCatalogue(), Clock.systemUTC());
    SkepCommands commands =
        new SkepCommands(
            new SkepCommands.Parts(NO_FRAMEWORK, interrupted, verifier, "http://default:1"));
    commands.addElement(element, Map.of(SecurityElement.ID_PROPERTY, "test:one"));
    assertThat(commands.run(Command.ESTABLISH, List.of(), Terminal.ofShell()))
        .isEqualTo(SkepCommands.FAILED);
    assertThat(Thread.interrupted()).isTrue();
  }

  private Failed refuse(CeremonyRequest request) {
    servers.add(request.server());
    return new Failed("rejected", "the server said no", false);
  }
}

package dev.skep.client.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.client.internal.ScriptedElement;
import dev.skep.provider.ecdh.internal.Es256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a holder does with what was provisioned. */
class HolderCommandsTest {
  private static final String SIGN =
      "skep:sign --key badge --in '%1$s/in put.txt' --out '%1$s/out.sig'";

  @TempDir Path folder;

  private final GogoShell shell =
      new GogoShell(null, new FakeClient(request -> new Failed("x", "x", false)), "http://x");
  private HolderElement element;

  @BeforeEach
  void hold() throws Exception {
    element = new HolderElement();
    shell.with("test:one", element);
    Files.writeString(folder.resolve("in put.txt"), "a message\n");
  }

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void listsAllObjects() throws Exception {
    element.triesLeft = 1;
    element.pukTriesLeft = 0;
    assertThat(squeezed("skep:objects"))
        .containsExactly(
            "NAME KIND STATE TERMS",
            "0011aabb/badge key certified ES256, behind user-pin, Employee badge",
            "0011aabb/totp secret HS256, without PIN, Codes",
            "0011aabb/user-pin PIN 1 try left numeric, 4 to 8 characters, unblocked by puk",
            "0011aabb/puk PUK blocked numeric, 4 to 8 characters");
    element.value = "";
    assertThat(shell.type("skep:objects --se test:one")).contains("not set");
  }

  @Test
  void listsKeysWithTheirCertificates() throws Exception {
    assertThat(shell.type("skep:keys"))
        .contains("0011aabb/badge", "digitalSignature", "user-pin", "CN=Device CA, serial 1267");
    element.chain = List.of();
    assertThat(shell.type("skep:keys")).contains("Employee badge  none");
  }

  @Test
  void signsInDerThatOpensslVerifies() throws Exception {
    assertThat(shell.type(SIGN.formatted(folder), "1234\n"))
        .contains("signed 10 bytes with 0011aabb/badge", "ES256 in der");
    assertThat(openssl("out.sig")).contains("Verified OK");
    Files.writeString(folder.resolve("in put.txt"), "another message\n");
    assertThat(openssl("out.sig")).contains("Verification failure");
  }

  @Test
  void signsInJoseThatTheSchemeVerifies() throws Exception {
    shell.type(SIGN.formatted(folder) + " --format jose", "1234\n");
    Bytes signature = Bytes.of(Files.readAllBytes(folder.resolve("out.sig")));
    assertThat(signature.length()).isEqualTo(64);
    PublicKey key =
        new Es256().decodePublicKey(Bytes.of(element.maker.provisioned().getPublic().getEncoded()));
    assertThat(new Es256().verify(key, Bytes.utf8("a message\n"), signature)).isTrue();
  }

  @Test
  void takesThePinFromAFile() throws Exception {
    Path pin = folder.resolve("pin");
    Files.writeString(pin, "1234\r\n");
    assertThat(shell.type(SIGN.formatted(folder) + " --pin-file '" + pin + "'"))
        .contains("signed 10 bytes")
        .doesNotContain("1234");
    Files.writeString(pin, "12 34");
    assertThat(shell.type(SIGN.formatted(folder) + " --pin-file '" + pin + "'"))
        .contains("only visible characters");
    Files.writeString(pin, "");
    assertThat(shell.type(SIGN.formatted(folder) + " --pin-file '" + pin + "'"))
        .contains("no PIN user-pin was given");
    assertThat(shell.type(SIGN.formatted(folder) + " --pin-file '" + pin + "x'"))
        .contains("cannot be read");
    assertThat(element.uses).isEqualTo(1);
  }

  @Test
  void takesNoPinAsAnArgument() throws Exception {
    assertThat(shell.type(SIGN.formatted(folder) + " --pin 1234"))
        .contains("there is no option --pin", "usage: skep:sign");
  }

  @Test
  void signsWithoutAPinWhereTheKeyTakesNone() throws Exception {
    element.withPin = false;
    assertThat(shell.type(SIGN.formatted(folder))).contains("signed 10 bytes");
  }

  @Test
  void countsTheTriesDownAndSaysHowToUnblock() throws Exception {
    assertThat(shell.type(SIGN.formatted(folder), "1111\n"))
        .contains("the PIN is wrong; 2 more wrong ones block it");
    assertThat(shell.type(SIGN.formatted(folder), "1111\n"))
        .contains("the PIN is wrong; 1 more wrong one blocks it");
    assertThat(shell.type(SIGN.formatted(folder), "1111\n"))
        .contains("wrong, and blocked from now on", "skep:unblock --pin 0011aabb/user-pin");
    assertThat(shell.type(SIGN.formatted(folder), "1234\n"))
        .contains("is blocked, nothing was compared", "skep:unblock");
    assertThat(folder.resolve("out.sig")).doesNotExist();
    element.puk = Optional.empty();
    assertThat(shell.type(SIGN.formatted(folder), "1234\n"))
        .contains("only its issuer can unblock it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n"})
  void triesNothingWhereNoPinIsTyped(String typed) throws Exception {
    assertThat(shell.type(SIGN.formatted(folder), typed)).contains("no PIN user-pin was given");
    assertThat(element.uses).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"12\u00e434\n", "12 34\n", "12\u000034\n"})
  void triesNoPinThatCannotBeOne(String typed) throws Exception {
    assertThat(shell.type(SIGN.formatted(folder), typed)).contains("only visible characters");
    assertThat(shell.type(SIGN.formatted(folder), "1".repeat(300) + "\n"))
        .contains("only visible characters");
    assertThat(element.uses).isZero();
  }

  @Test
  void saysThatThePinHasNoValueYet() throws Exception {
    element.value = "";
    assertThat(shell.type(SIGN.formatted(folder)))
        .contains("has no value yet", "skep:change-pin --pin 0011aabb/user-pin");
    assertThat(element.uses).isZero();
  }

  @Test
  void findsAnObjectByItsFullNameWhereItsIdIsNotUnique() throws Exception {
    element.others.add(element.key("99ffeedd"));
    assertThat(shell.type(SIGN.formatted(folder)))
        .contains("several issuers have a key badge; choose one: 0011aabb/badge, 99ffeedd/badge");
    assertThat(shell.type(SIGN.formatted(folder).replace("badge", "0011aabb/badge"), "1234\n"))
        .contains("signed 10 bytes");
    assertThat(shell.type(SIGN.formatted(folder).replace("badge", "none")))
        .contains("there is no key none in test:one; there is 0011aabb/badge, 99ffeedd/badge");
  }

  @Test
  void computesMacs() throws Exception {
    assertThat(shell.type("skep:mac --secret totp --in '" + folder + "/in put.txt'"))
        .contains("ab" + Bytes.utf8("a message\n").toHex());
    shell.type("skep:mac --secret totp --in '%1$s/in put.txt' --out '%1$s/mac'".formatted(folder));
    assertThat(folder.resolve("mac")).hasSize(11);
  }

  @Test
  void changesAPinThatIsTypedTwice() throws Exception {
    assertThat(shell.type("skep:change-pin --pin user-pin", "1234\n7777\n7777\n"))
        .contains("PIN 0011aabb/user-pin has another value now", "numeric, 4 to 8 characters")
        .doesNotContain("7777");
    assertThat(element.value).isEqualTo("7777");
    assertThat(shell.type("skep:change-pin --pin user-pin", "7777\n1111\n1112\n"))
        .contains("the two are not the same; nothing was changed");
    assertThat(shell.type("skep:change-pin --pin user-pin", "7777\nabcd\nabcd\n"))
        .contains("the new value does not fit, nothing was changed: numeric, 4 to 8 characters");
    assertThat(shell.type("skep:change-pin --pin user-pin", "0000\n1111\n1111\n"))
        .contains("the PIN is wrong; 2 more");
    assertThat(element.value).isEqualTo("7777");
  }

  @Test
  void givesAPinItsFirstValue() throws Exception {
    element.value = "";
    assertThat(shell.type("skep:change-pin --pin user-pin", "2468\n2468\n"))
        .contains("has its first value now");
    assertThat(element.value).isEqualTo("2468");
  }

  @Test
  void unblocksByThePuk() throws Exception {
    element.triesLeft = 0;
    assertThat(shell.type("skep:unblock --pin user-pin", "00000000\n4321\n4321\n"))
        .contains("the PUK is wrong; 2 more wrong ones block it");
    assertThat(shell.type("skep:unblock --pin user-pin", "12345678\n4321\n4321\n"))
        .contains("has a new value and all its tries");
    assertThat(element.value).isEqualTo("4321");
    element.pukTriesLeft = 0;
    assertThat(shell.type("skep:unblock --pin user-pin", "12345678\n1111\n1111\n"))
        .contains("the PUK 0011aabb/puk is blocked", "only its issuer");
    element.puk = Optional.empty();
    assertThat(shell.type("skep:unblock --pin user-pin")).contains("has no PUK", "its issuer");
  }

  @Test
  void writesTheCertificateChainThatOpensslReads() throws Exception {
    Path out = folder.resolve("badge.pem");
    assertThat(shell.type("skep:certificate --key badge --out '" + out + "'"))
        .contains("written to", "CN=Device CA");
    assertThat(run("openssl", "x509", "-in", out.toString(), "-noout", "-subject"))
        .contains("Device CA");
    element.chain = List.of();
    assertThat(shell.type("skep:certificate --key badge --out x")).contains("has no certificate");
  }

  @Test
  void writesTheAttestation() throws Exception {
    Path out = folder.resolve("badge.attestation");
    shell.type("skep:attestation --key badge --out '" + out + "'");
    assertThat(out).content().startsWith("-----BEGIN SKEP KEY ATTESTATION-----");
    element.attestation = Bytes.EMPTY;
    assertThat(shell.type("skep:attestation --key badge --out x"))
        .contains("made without a signed attestation");
    element.attestation = Bytes.utf8("junk");
    assertThat(shell.type("skep:attestation --key badge --out x"))
        .contains("no readable attestation");
  }

  @Test
  void saysThatTheElementFailedOrHoldsNothing() throws Exception {
    element.failure = new SecurityElementException(Kind.REMOVED, "insert the card");
    assertThat(shell.type("skep:keys")).contains("SE test:one: insert the card");
    shell.without(element).with("test:two", new ScriptedElement());
    assertThat(shell.type("skep:keys")).contains("SE test:two has no objects for its holder");
  }

  @Test
  void saysThatAFormatIsNone() throws Exception {
    assertThat(shell.type(SIGN.formatted(folder) + " --format pem"))
        .contains("--format is der or jose", "usage: skep:sign");
  }

  private List<String> squeezed(String line) throws Exception {
    return shell.type(line).lines().map(shown -> shown.replaceAll(" +", " ")).toList();
  }

  private String openssl(String signature) throws Exception {
    Path key = folder.resolve("badge.pub");
    Files.writeString(
        key,
        Pem.encode(Pem.PUBLIC_KEY, Bytes.of(element.maker.provisioned().getPublic().getEncoded())));
    return run(
        "openssl",
        "dgst",
        "-sha256",
        "-verify",
        key.toString(),
        "-signature",
        folder.resolve(signature).toString(),
        folder.resolve("in put.txt").toString());
  }

  static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return printed;
  }
}

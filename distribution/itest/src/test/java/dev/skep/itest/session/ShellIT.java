package dev.skep.itest.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.itest.container.InContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

/** An operator's first session, by the commands of the shell. */
@InContainer
class ShellIT {
  private static final Pattern PUBLIC_KEY =
      Pattern.compile("-----BEGIN PUBLIC KEY-----(.*)-----END PUBLIC KEY-----", Pattern.DOTALL);

  private static final Pattern CODE = Pattern.compile("  code  (\\S+)\\s");

  private Scene scene;
  private Shell shell;

  @BeforeEach
  void open(BundleContext context) throws Exception {
    scene = new Scene(context);
    shell = new Shell(context);
  }

  @AfterEach
  void close() throws Exception {
    scene.close();
  }

  @Test
  void saysWhatThereIsBeforeAnythingIsConfigured() throws Exception {
    assertThat(shell.run("skep:help")).contains("skep:establish", "skep:personalize");
    assertThat(shell.run("skep:se")).contains("no security element is present");
    assertThat(shell.run("skep:establish")).contains("security element");
  }

  @Test
  void personalisesAnElementAndEstablishesASession(@TempDir Path folder) throws Exception {
    scene.trustMaker();
    scene.blank("alice", "memory");
    scene.services().awaitThat("the blank element", () -> shows("soft:alice", "blank"));

    String key = shell.run("skep:personalize --se soft:alice --attestation ES256");
    Path chain = Files.writeString(folder.resolve("alice.pem"), certified(key));
    assertThat(shell.run("skep:personalize --se soft:alice --chain " + chain))
        .contains("soft:alice is personalised");
    assertThat(shell.run("skep:se")).contains("personalised", "attestations: ES256");
    assertThat(shell.run("skep:establish --server " + scene.server()))
        .contains("offer", "choose", "establish", "response", "records")
        .contains("is established and complete: DHKEM-P256-HKDF-SHA256, ES256");
  }

  @Test
  void enrolsByTheCodeThatTheShellShows() throws Exception {
    scene.trustMaker();
    scene.element("alice", "ES256");
    Enrolments enrolments = new Enrolments(scene);
    enrolments.plan(
        "key",
        """
        description: A key
        keys:
          - id: sign
            algorithm: ES256
            usage: [ digitalSignature ]
        """);

    Matcher code = CODE.matcher(shell.run("skep:enrolment-create alice --plan key"));
    assertThat(code.find()).isTrue();
    assertThat(
            shell.run("skep:enrol --server " + scene.server() + " --yes --code " + code.group(1)))
        .contains("is established and complete", "/sign  ES256");
    assertThat(shell.run("skep:enrolments")).contains("completed");
  }

  private boolean shows(String... texts) {
    try {
      String printed = shell.run("skep:se");
      return java.util.stream.Stream.of(texts).allMatch(printed::contains);
    } catch (Exception e) {
      throw new AssertionError("the command failed", e);
    }
  }

  private String certified(String printedKey) throws Exception {
    Matcher matcher = PUBLIC_KEY.matcher(printedKey);
    assertThat(matcher.find()).as(printedKey).isTrue();
    byte[] spki = Base64.getMimeDecoder().decode(matcher.group(1));
    return DeviceCa.pem(scene.maker().certify("CN=alice", dev.skep.api.Bytes.of(spki)));
  }
}

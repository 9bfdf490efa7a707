package dev.skep.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script that shares no code with this project agrees with every scenario, and can fail. */
class IndependentScriptTest {
  private static final String UNALTERED = "136-accept-enrolment-blanks.txt";

  private record Run(int exitCode, String output) {}

  @Test
  void agreesWithEveryScenario() throws Exception {
    int files = OwnVectors.all().size();
    Run run = run(OwnVectors.folder());
    assertThat(run.output()).contains(files + " of " + files + " scenarios agree");
    assertThat(run.exitCode()).isZero();
  }

  @ParameterizedTest(name = "{1} of {0}")
  @CsvSource({
    "05-accept-dhkem-p256-hkdf-sha256-es256-hkdf-sha256-a256gcm, transcriptHash",
    "05-accept-dhkem-p256-hkdf-sha256-es256-hkdf-sha256-a256gcm, committedRecord",
    "01-accept-rsa-oaep-256-rs256-hkdf-sha256-a256gcm, attestationSignature",
    "17-reject-dhkem-ak-bit-flipped, confirmationKey",
    "49-accept-records-a256gcm, plaintext.2",
    "75-reject-message-cut-short, expect",
    "93-accept-key-p256, publicKey",
    "105-accept-provisioning-management-key, domain",
    "105-accept-provisioning-management-key, key.0.statement",
    "105-accept-provisioning-management-key, key.0.signature",
    "105-accept-provisioning-management-key, server.3.change",
    "105-accept-provisioning-management-key, managementMessage",
    "105-accept-provisioning-management-key, mac.0.message",
    "105-accept-provisioning-management-key, receipt",
    "108-accept-provisioning-second-session, server.0.record",
    "135-accept-enrolment-look-alikes, code",
    "134-accept-enrolment-as-shown, binding",
    "147-accept-key-attestation-es256, message",
    "147-accept-key-attestation-es256, attestation",
  })
  void namesTheFileInWhichAValueWasAltered(String name, String key, @TempDir Path temporary)
      throws Exception {
    Path copy = temporary.resolve("vectors");
    copyOfTheScript(copy);
    copy(name + ".txt", copy);
    copy(UNALTERED, copy);
    alter(copy.resolve(name + ".txt"), key);
    Run run = run(copy);
    assertThat(run.exitCode()).isNotZero();
    assertThat(run.output()).contains(name + ".txt", "1 of 2 scenarios agree");
  }

  @Test
  void failsWithoutAnyScenario(@TempDir Path temporary) throws Exception {
    Path copy = temporary.resolve("vectors");
    copyOfTheScript(copy);
    assertThat(run(copy).exitCode()).isNotZero();
  }

  private static void copyOfTheScript(Path target) throws IOException {
    Files.createDirectory(target);
    try (Stream<Path> files = Files.walk(OwnVectors.folder().resolve("script"))) {
      for (Path file : files.toList()) {
        copy(OwnVectors.folder().relativize(file).toString(), target);
      }
    }
  }

  private static void copy(String name, Path target) throws IOException {
    Files.copy(OwnVectors.folder().resolve(name), target.resolve(name));
  }

  /** Changes the last character of a value. */
  private static void alter(Path file, String key) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.replaceAll(
        line -> {
          if (!line.startsWith(key + " = ")) {
            return line;
          }
          String last = line.endsWith("1") ? "2" : "1";
          return line.substring(0, line.length() - 1) + last;
        });
    assertThat(lines).isNotEqualTo(Files.readAllLines(file));
    Files.write(file, lines);
  }

  private static Run run(Path folder) throws IOException, InterruptedException {
    Process node = start(folder.resolve("script").resolve("check.mjs"));
    try {
      String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(node.waitFor(60, TimeUnit.SECONDS)).as("the script ends").isTrue();
      return new Run(node.exitValue(), output);
    } finally {
      node.destroyForcibly();
    }
  }

  private static Process start(Path script) {
    try {
      return new ProcessBuilder("node", script.toString()).redirectErrorStream(true).start();
    } catch (IOException e) {
      String message = "the independent script was not run: node cannot be started";
      return "true".equals(System.getenv("CI")) ? fail(message, e) : abort(message);
    }
  }
}

package dev.skep.client.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.client.internal.attestation.AttestationVerifier;
import dev.skep.client.internal.attestation.DeviceMaker;
import dev.skep.protocol.provisioning.KeyAttestation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyAttestationCommandTest {
  @TempDir Path folder;

  private DeviceMaker maker;

  @BeforeEach
  void make() throws Exception {
    maker = new DeviceMaker();
    write("in", Pem.encode(KeyAttestation.PEM_LABEL, maker.good().encode()));
    write("ca", "the CA\n" + Pem.encode(Pem.CERTIFICATE, maker.ca()));
    write(
        "spki", Pem.encode(Pem.PUBLIC_KEY, Bytes.of(maker.provisioned().getPublic().getEncoded())));
  }

  @Test
  void saysWhatIsAttested() throws Exception {
    assertThat(verify())
        .contains("genuine: the key was made inside this security element and cannot leave it")
        .containsPattern("device +CN=device")
        .containsPattern("key +badge")
        .containsPattern("label +Employee badge")
        .containsPattern("algorithm +ES256 256")
        .containsPattern("usages +digitalSignature")
        .containsPattern("PIN +user-pin")
        .containsPattern("public key +SHA-256 [0-9a-f]{64}")
        .contains("revoked was not looked up");
  }

  @Test
  void takesDerAsWell() throws Exception {
    Files.write(folder.resolve("ca"), maker.ca().toArray());
    assertThat(verify()).contains("genuine");
  }

  @Test
  void comparesTheKey() throws Exception {
    assertThat(verify("--spki", path("spki"))).contains("genuine");
    write(
        "spki",
        Pem.encode(
            Pem.PUBLIC_KEY, Bytes.of(new DeviceMaker().provisioned().getPublic().getEncoded())));
    assertThat(verify("--spki", path("spki")))
        .contains("not proved: the attestation is genuine, but of another key")
        .doesNotContain("Employee badge");
    assertThat(verify("--certificate", path("ca"))).contains("of another key");
    assertThat(verify("--certificate", path("ca"), "--spki", path("spki")))
        .contains("give either --spki or --certificate");
  }

  @Test
  void saysWhichRuleIsBroken() throws Exception {
    write("ca", Pem.encode(Pem.CERTIFICATE, new DeviceMaker().ca()));
    assertThat(verify()).contains("not proved (S-7.9)");
  }

  @Test
  void saysWhatIsWrongWithAFile() throws Exception {
    write("in", "nothing");
    assertThat(verify()).contains("has to hold one text -----BEGIN SKEP KEY ATTESTATION-----");
    write("in", Pem.encode(KeyAttestation.PEM_LABEL, Bytes.utf8("junk")));
    assertThat(verify()).contains("not proved (M-");
    write("ca", Pem.encode(Pem.CERTIFICATE, maker.ca()).repeat(2));
    assertThat(verify()).contains("has to hold one text -----BEGIN CERTIFICATE-----, not 2");
    Files.delete(folder.resolve("ca"));
    assertThat(verify()).contains("does not exist");
  }

  private String verify(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--in", path("in"), "--ca", path("ca")));
    arguments.addAll(List.of(more));
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
    try {
      VerifyAttestationCommand.run(
          new AttestationVerifier(DeviceMaker.catalogue(), Clock.systemUTC()),
          CommandOptions.parse(Command.VERIFY_ATTESTATION, arguments),
          out);
    } catch (CommandFailedException e) {
      out.println(e.getMessage());
    }
    return shown.toString(StandardCharsets.UTF_8);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private void write(String name, String content) throws Exception {
    Files.writeString(folder.resolve(name), content);
  }
}

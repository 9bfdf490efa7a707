package dev.skep.itest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.itest.container.Distribution;
import dev.skep.itest.session.DeviceCa;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same jars work without OSGi, as named modules. */
class ModulePathIT {
  private static final String MAIN = "dev.skep.modulepath/dev.skep.modulepath.internal.Main";
  private static final long DEADLINE_SECONDS = 60;

  @TempDir Path folder;
  private String output = "";

  @BeforeEach
  void findTheModules() {
    assertThat(Distribution.folder("skep.modulepath.folder")).isDirectory();
  }

  @Test
  void findsTheAlgorithmsOfEachRoleAmongNamedModulesOnly() throws Exception {
    assertThat(run("list")).as(output).isZero();
    assertThat(output)
        .contains(
            "transport RSA-OAEP-256 dev.skep.provider.rsa",
            "transport DHKEM-P256-HKDF-SHA256 dev.skep.provider.ecdh",
            "transport X25519+ML-KEM-768 dev.skep.provider.pqc",
            "attestation ES256 dev.skep.provider.ecdh",
            "attestation ML-DSA-87 dev.skep.provider.pqc",
            "attestation PS256 dev.skep.provider.rsa",
            "kdf HKDF-SHA256 dev.skep.provider.symmetric",
            "cipher A256GCM dev.skep.provider.symmetric",
            "engine AmazonCorrettoCryptoProvider com.amazon.corretto.crypto.provider",
            "engine BC org.bouncycastle.provider");
  }

  @Test
  void runsOneCompleteSessionWithoutOsgi() throws Exception {
    DeviceCa maker = new DeviceCa("CN=Device CA of the module path");
    certify(maker);
    Files.write(
        Files.createDirectory(folder.resolve("anchors")).resolve("maker.crt"),
        maker.certificate().toArray());

    assertThat(run("session", folder.toString())).as(output).isZero();

    assertThat(output.lines().map(line -> line.split(":")[0]))
        .containsSubsequence(
            "personalised", "offer", "establish", "response", "records", "completed");
    assertThat(output).contains("establish: DHKEM-P256-HKDF-SHA256, ES256, HKDF-SHA256, A256GCM");
  }

  @Test
  void endsWithAnErrorWhereTheServerDoesNotTrustTheMaker() throws Exception {
    certify(new DeviceCa("CN=A stranger"));

    assertThat(run("session", folder.toString())).as(output).isEqualTo(1);

    assertThat(output).contains("response: refused as rejected", "S-7").doesNotContain("\tat ");
  }

  /** Makes an SE, and its chain where the program looks for it. */
  private void certify(DeviceCa maker) throws Exception {
    assertThat(run("prepare", folder.toString())).as(output).isZero();
    Bytes publicKey = Bytes.of(Files.readAllBytes(folder.resolve("attestation-key.der")));
    Files.write(
        Files.createDirectory(folder.resolve("chain")).resolve("1.der"),
        maker.certify("CN=plain", publicKey).toArray());
  }

  private int run(String... arguments) throws IOException, InterruptedException {
    Path file = folder.resolve("output");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-p", Distribution.folder("skep.modulepath.folder").toString(), "-m", MAIN));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(file.toFile()).start();
    try {
      boolean ended = process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
      output = Files.readString(file, StandardCharsets.UTF_8);
      assertThat(ended).as(output).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}

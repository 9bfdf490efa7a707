package dev.skep.itest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.itest.container.Distribution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same jars work without OSGi, as named modules. */
class ModulePathIT {
  private static final String MAIN = "dev.skep.modulepath/dev.skep.modulepath.internal.Main";
  private static final long DEADLINE_SECONDS = 30;

  @TempDir Path folder;

  @Test
  void findsTheAlgorithmsOfEachRoleAmongNamedModulesOnly() throws Exception {
    assertThat(run())
        .contains(
            "transport RSA-OAEP-256 dev.skep.provider.rsa",
            "transport DHKEM-P256-HKDF-SHA256 dev.skep.provider.ecdh",
            "attestation ES256 dev.skep.provider.ecdh",
            "attestation PS256 dev.skep.provider.rsa",
            "kdf HKDF-SHA256 dev.skep.provider.symmetric",
            "cipher A256GCM dev.skep.provider.symmetric");
  }

  private String run() throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-p",
                Distribution.folder("skep.modulepath.folder").toString(),
                "-m",
                MAIN)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
      String text = Files.readString(output, StandardCharsets.UTF_8);
      assertThat(process.exitValue()).as(text).isZero();
      return text;
    } finally {
      process.destroyForcibly();
    }
  }
}

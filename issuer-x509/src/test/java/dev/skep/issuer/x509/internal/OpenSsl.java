package dev.skep.issuer.x509.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The {@code openssl} command, which relying parties have. */
final class OpenSsl {
  private final Path folder;

  OpenSsl(Path folder) {
    this.folder = folder;
  }

  /** What a command said, and how it ended. */
  record Said(int status, String text) {}

  Path pem(String name, String label, Bytes der) throws IOException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der.toArray());
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, base64, label));
  }

  Said run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "openssl", ".out");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("openssl ends").isTrue();
    return new Said(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }

  String ok(String... arguments) throws Exception {
    Said said = run(arguments);
    assertThat(said.status()).as(said.text()).isZero();
    return said.text();
  }
}

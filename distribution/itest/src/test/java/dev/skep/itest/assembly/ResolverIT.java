package dev.skep.itest.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.skep.itest.container.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** bnd's resolver finds the bundles that a server needs, and says what it misses. */
class ResolverIT {
  private static final String TRANSPORT = "dev.skep.api.algorithm.KeyTransport";

  @TempDir Path folder;

  @Test
  void serverBringsOneOfEachRoleAndNoMoreThanItNeeds() {
    List<String> names = names(new Assembly("server").ofDistribution());

    assertThat(names)
        .anyMatch(name -> name.startsWith("skep-server-core-"))
        .anyMatch(name -> name.startsWith("skep-server-http-"))
        .anyMatch(name -> name.startsWith("skep-provider-symmetric-"))
        .anyMatch(name -> name.matches("skep-provider-(rsa|ecdh|pqc)-.*"))
        .anyMatch(name -> name.startsWith("org.apache.felix.http.jetty12-"))
        .anyMatch(name -> name.startsWith("org.apache.felix.scr-"))
        .noneMatch(name -> name.startsWith("skep-client-"))
        .noneMatch(name -> name.startsWith("skep-se-"))
        .noneMatch(name -> name.startsWith("skep-store-"));
  }

  @Test
  void serverWithoutAnyTransportIsRefusedAndTheMissingRoleIsNamed() throws Exception {
    Distribution distribution = Distribution.unpacked();
    List<Path> bundles = new ArrayList<>(distribution.bundles());
    bundles.removeIf(
        jar -> jar.getFileName().toString().matches("skep-provider-(rsa|ecdh|pqc)-.*"));
    bundles.add(attestationOnly());
    Path framework = distribution.home().resolve("lib/felix.jar");

    assertThatIllegalStateException()
        .isThrownBy(() -> new Assembly("server").of(bundles, framework))
        .withMessageContaining("dev.skep.algorithm")
        .withMessageContaining(TRANSPORT);
  }

  private Path attestationOnly() throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", "attestation.only");
    headers.putValue("Bundle-Version", "1.0.0");
    headers.putValue(
        "Provide-Capability",
        "dev.skep.algorithm;dev.skep.algorithm=X;role=\"dev.skep.api.algorithm.AttestationScheme\"");
    Path jar = folder.resolve("attestation-only.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar;
  }

  private static List<String> names(List<Path> jars) {
    return jars.stream().map(jar -> jar.getFileName().toString()).toList();
  }
}

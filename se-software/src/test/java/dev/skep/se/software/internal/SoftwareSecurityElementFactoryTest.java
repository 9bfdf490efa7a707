package dev.skep.se.software.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.SettingsException;
import dev.skep.api.Suite;
import dev.skep.api.se.Established;
import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.SecurityElementFactory;
import dev.skep.protocol.RecordChannel;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.testkit.se.DeviceCa;
import dev.skep.testkit.se.ServerSide;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftwareSecurityElementFactoryTest {
  private static final Suite SUITE = new Suite("RSA-OAEP-256", "PS256", "HKDF-SHA256", "A256GCM");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"memory", "wrapped"})
  void wholeLifeOfAnElementInFiles(String handleKind) throws Exception {
    SecurityElementFactory factory = new SoftwareSecurityElementFactory();
    assertThat(factory.scheme()).isEqualTo("soft");
    PersonalizableSecurityElement first = factory.open(settings(handleKind));
    first.installCertificateChain(new DeviceCa("CA").chain(first.createAttestationKey("PS256")));
    assertThatThrownBy(() -> factory.open(settings(handleKind)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("in use by another security element");
    ((AutoCloseable) first).close();

    PersonalizableSecurityElement second = factory.open(settings(handleKind));
    assertThat(second.info().personalized()).isTrue();
    AlgorithmCatalogue catalogue = AlgorithmCatalogue.fromServiceLoader();
    ServerSide server =
        new ServerSide(catalogue, SUITE, ServerSide.freshKeys(catalogue, SUITE.transport()));
    Established established = second.establish(server.request());
    try (RecordChannel channel = server.accept(established)) {
      assertThat(second.process(established.handle(), List.of(ServerSide.commit(channel))))
          .isInstanceOf(ProcessResult.Answered.class);
    }
    ((AutoCloseable) second).close();
  }

  @Test
  void refusesAnAlteredFileNamingItAndItsBackup() throws Exception {
    SecurityElementFactory factory = new SoftwareSecurityElementFactory();
    PersonalizableSecurityElement element = factory.open(settings("memory"));
    element.createAttestationKey("PS256");
    ((AutoCloseable) element).close();
    Path file = folder.resolve("se/alice.skep");
    byte[] altered = Files.readAllBytes(file);
    altered[altered.length - 1] ^= 1;
    Files.write(file, altered);
    assertThatThrownBy(() -> factory.open(settings("memory")))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("storage.file: " + file)
        .hasMessageContaining(file + ".bak, untouched");
    assertThat(file).hasBinaryContent(altered);
    Files.copy(
        folder.resolve("se/alice.skep.bak"),
        file,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    ((AutoCloseable) factory.open(settings("memory"))).close();
  }

  private Map<String, String> settings(String handleKind) {
    return Map.of(
        "name",
        "alice",
        "storage.file",
        folder.resolve("se/alice.skep").toString(),
        "key.file",
        folder.resolve("keys/alice.key").toString(),
        "key.create",
        "true",
        "handle.kind",
        handleKind);
  }
}

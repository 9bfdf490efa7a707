package dev.skep.se.pkcs11.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.kernel.service.ElementService;
import dev.skep.testkit.registry.RecordedRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenWatchTest {
  private static final AlgorithmCatalogue CATALOGUE = AlgorithmCatalogue.fromServiceLoader();

  @TempDir static Path home;
  private static SoftHsm token;

  @TempDir Path folder;
  private final RecordedRegistry registry = new RecordedRegistry(services -> {});

  @BeforeAll
  static void makeToken() throws Exception {
    token = SoftHsm.token(home);
  }

  @Test
  void wrongPinIsNotTriedAgainBeforeItsFileIsWritten() throws Exception {
    Pkcs11Settings settings = Pkcs11Settings.of(token.settings("a", folder.resolve("a.skep")));
    try (TokenWatch watch =
        new TokenWatch(settings, CATALOGUE, ElementService.of(registry.context(), settings.id()))) {
      token.pin("000000");
      FileTime written = FileTime.fromMillis(1_000_000);
      Files.setLastModifiedTime(token.pinFile(), written);
      watch.look();
      token.pin("123456");
      Files.setLastModifiedTime(token.pinFile(), written);
      watch.look();
      assertThat(registry.services()).isEmpty();
      token.pin("123456\r\n");
      watch.look();
      assertThat(registry.services()).hasSize(1);
    }
  }

  @Test
  void nameThatAnotherElementHasIsGivenToNobodyElse() throws Exception {
    try (TokenWatch first = watch("first.skep");
        TokenWatch second = watch("second.skep")) {
      first.look();
      second.look();
      second.look();
      assertThat(registry.services()).hasSize(1);
      assertThat(folder.resolve("second.skep")).as("it was not even opened").doesNotExist();
      first.close();
      assertThat(registry.services()).isEmpty();
      second.look();
      assertThat(registry.services()).hasSize(1);
    }
    assertThat(registry.services()).isEmpty();
  }

  private TokenWatch watch(String file) throws Exception {
    Pkcs11Settings settings = Pkcs11Settings.of(token.settings("a", folder.resolve(file)));
    return new TokenWatch(
        settings, CATALOGUE, ElementService.of(registry.context(), settings.id()));
  }
}

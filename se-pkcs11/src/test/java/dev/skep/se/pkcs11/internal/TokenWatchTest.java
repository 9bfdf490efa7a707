package dev.skep.se.pkcs11.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenWatchTest {
  private static final AlgorithmCatalogue CATALOGUE = AlgorithmCatalogue.fromServiceLoader();

  @TempDir Path folder;

  @Test
  void wrongPinIsNotTriedAgainBeforeItsFileIsWritten() throws Exception {
    SoftHsm token = SoftHsm.token(folder);
    Pkcs11Settings settings = Pkcs11Settings.of(token.settings("a", folder.resolve("a.skep")));
    AtomicInteger opened = new AtomicInteger();
    try (TokenWatch watch =
        new TokenWatch(settings, CATALOGUE, element -> opened.incrementAndGet())) {
      token.pin("000000");
      FileTime written = FileTime.fromMillis(1_000_000);
      Files.setLastModifiedTime(token.pinFile(), written);
      watch.look();
      token.pin("123456");
      Files.setLastModifiedTime(token.pinFile(), written);
      watch.look();
      assertThat(opened).hasValue(0);
      token.pin("123456\r\n");
      watch.look();
      assertThat(opened).hasValue(1);
    }
  }
}

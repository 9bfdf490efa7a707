package dev.skep.server.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.SettingsException;
import dev.skep.api.issuer.SessionStore;
import dev.skep.api.issuer.StoreException;
import dev.skep.server.core.internal.store.NodeLocalSessionStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenKeyFileTest {
  @TempDir Path folder;

  private Path file(int bytes, String permissions) throws Exception {
    Path file = folder.resolve("token.key");
    Files.write(file, new byte[bytes]);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void readsAPrivateKeyOf32Bytes() throws Exception {
    try (SecretBytes key = TokenKeyFile.read(file(32, "rw-------"))) {
      assertThat(key.length()).isEqualTo(32);
    }
  }

  @Test
  void refusesAnotherSize() throws Exception {
    Path file = file(31, "rw-------");
    assertThatThrownBy(() -> TokenKeyFile.read(file))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("exactly 32");
  }

  @Test
  void refusesAFileThatOthersCanRead() throws Exception {
    Path file = file(32, "rw-r-----");
    assertThatThrownBy(() -> TokenKeyFile.read(file))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void saysWhichFileIsMissing() {
    assertThatThrownBy(() -> TokenKeyFile.read(folder.resolve("absent")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("absent");
  }

  @Test
  void insistsOnASharedStoreWhereTheKeyIsShared() throws Exception {
    SessionStore local = new NodeLocalSessionStore(Clock.systemUTC());
    Instant later = Instant.now().plusSeconds(60);
    SwitchingStore alone = new SwitchingStore(() -> local, false);
    assertThat(alone.claim(Bytes.hex("01"), later)).isTrue();
    SwitchingStore shared = new SwitchingStore(() -> local, true);
    assertThatThrownBy(() -> shared.claim(Bytes.hex("02"), later))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("token.key.file");
  }
}

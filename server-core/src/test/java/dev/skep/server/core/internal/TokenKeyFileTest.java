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
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenKeyFileTest {
  @TempDir Path folder;

  private Path file(int bytes, String permissions) throws Exception {
    Path file = folder.resolve("token.key");
    Files.write(file, new byte[bytes]);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static SecretBytes read(Path file) throws SettingsException {
    return TokenKeyFile.readOrMake("token.key.file", file, new SecureRandom());
  }

  @Test
  void readsAPrivateKeyOf32Bytes() throws Exception {
    try (SecretBytes key = read(file(32, "rw-------"))) {
      assertThat(key.length()).isEqualTo(32);
    }
  }

  @Test
  void refusesAnotherSize() throws Exception {
    Path file = file(31, "rw-------");
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("exactly 32");
  }

  @Test
  void refusesAFileThatOthersCanRead() throws Exception {
    Path file = file(32, "rw-r-----");
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void makesAnAbsentKeyOnceForTheOwnerOnly() throws Exception {
    Path absent = folder.resolve("sub/token.key");
    try (SecretBytes made = read(absent);
        SecretBytes again = read(absent)) {
      assertThat(made.length()).isEqualTo(32);
      assertThat(made.matches(again)).isTrue();
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(absent)))
        .isEqualTo("rw-------");
  }

  @Test
  @DisplayName("attack 10: what this node alone remembers is not enough for a key that is kept")
  void insistsOnASharedStoreWhereTheKeyIsShared() throws Exception {
    SessionStore local = new NodeLocalSessionStore(Clock.systemUTC());
    Instant later = Instant.now().plusSeconds(60);
    SwitchingStore alone = new SwitchingStore(local, false);
    assertThat(alone.claim(Bytes.hex("01"), later)).isTrue();
    SwitchingStore shared = new SwitchingStore(local, true);
    assertThatThrownBy(() -> shared.claim(Bytes.hex("02"), later))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("token.key.file");
  }
}

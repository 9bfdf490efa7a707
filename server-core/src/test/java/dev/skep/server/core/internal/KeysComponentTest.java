package dev.skep.server.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.SettingsException;
import dev.skep.protocol.provisioning.ManagementKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store key and the keys, put together as the components are. */
class KeysComponentTest {
  @TempDir Path folder;

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("directory", folder.resolve("keys").toString());
    settings.put("passphrase.file", folder.resolve("keys.passphrase").toString());
    settings.put("store.key.file", folder.resolve("node/store.key").toString());
    return settings;
  }

  @Test
  void storeKeyIsMadeAtTheFirstStartForItsOwnerOnlyAndStays() throws Exception {
    StoreKeyComponent first = new StoreKeyComponent(settings());
    Path file = folder.resolve("node/store.key");
    assertThat(Files.size(file)).isEqualTo(32);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    try (SecretBytes secret = SecretBytes.copyOf(new byte[] {1, 2, 3})) {
      Bytes box = first.seal("test", secret);
      first.deactivate();
      StoreKeyComponent second = new StoreKeyComponent(settings());
      assertThat(second.open("test", box).orElseThrow().matches(secret)).isTrue();
      assertThat(second.open("other", box)).isEmpty();
    }
  }

  @Test
  void storeKeyOfAnotherSizeOrOpenToOthersIsRefused() throws Exception {
    new StoreKeyComponent(settings()).deactivate();
    Path file = folder.resolve("node/store.key");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> new StoreKeyComponent(settings()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("store.key.file")
        .hasMessageContaining("chmod 600");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.write(file, new byte[31]);
    assertThatThrownBy(() -> new StoreKeyComponent(settings()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("exactly 32");
  }

  @Test
  void managementKeyOutlivesTheComponent() throws Exception {
    StoreKeyComponent sealer = new StoreKeyComponent(settings());
    KeysComponent keys = new KeysComponent(settings(), sealer);
    ManagementKey key = keys.current().orElseThrow();
    assertThat(keys.sign(key, Bytes.utf8("message"))).isPresent();
    keys.deactivate();

    KeysComponent again = new KeysComponent(settings(), sealer);
    assertThat(again.current()).contains(key);
    again.deactivate();
  }

  @Test
  void refusesAStorageThatItDoesNotKnow() throws Exception {
    StoreKeyComponent sealer = new StoreKeyComponent(settings());
    Map<String, Object> wrong = settings();
    wrong.put("storage", "cloud");
    assertThatThrownBy(() -> new KeysComponent(wrong, sealer))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("none of directory, database, auto");
  }
}

package dev.skep.server.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.SettingsException;
import dev.skep.protocol.provisioning.ManagementKey;
import dev.skep.server.core.internal.seal.StoreSealer;
import dev.skep.testkit.registry.RecordedRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store key and the keys, put together as the components are. */
class KeysComponentTest {
  @TempDir Path folder;
  private final RecordedRegistry registry = new RecordedRegistry(services -> {});

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("directory", folder.resolve("keys").toString());
    settings.put("passphrase.file", folder.resolve("keys.passphrase").toString());
    settings.put("store.key.file", folder.resolve("node/store.key").toString());
    return settings;
  }

  private StoreKeyComponent storeKey(Map<String, Object> settings) throws SettingsException {
    return new StoreKeyComponent(registry.context(), settings);
  }

  private StoreSealer sealer() {
    assertThat(registry.services()).hasSize(1);
    return (StoreSealer) registry.services().get(0).service();
  }

  @Test
  void anotherStoreKeyIsAnotherServiceAndOtherSettingsLeaveItAlone() throws Exception {
    StoreKeyComponent component = storeKey(settings());
    StoreSealer first = sealer();
    Map<String, Object> changed = settings();
    changed.put("grace.seconds", 60);
    component.modified(changed);
    assertThat(sealer()).isSameAs(first);

    changed.put("store.key.file", folder.resolve("wrong").toString());
    Files.write(folder.resolve("wrong"), new byte[31]);
    component.modified(changed);
    assertThat(sealer()).as("a wrong one").isSameAs(first);

    changed.put("store.key.file", folder.resolve("another.key").toString());
    component.modified(changed);
    assertThat(sealer()).isNotSameAs(first);
    try (SecretBytes secret = SecretBytes.copyOf(new byte[] {1, 2, 3})) {
      assertThatThrownBy(() -> first.seal("test", secret)).as("it is closed").isNotNull();
    }
    component.deactivate();
    assertThat(registry.services()).isEmpty();
  }

  @Test
  void storeKeyIsMadeAtTheFirstStartForItsOwnerOnlyAndStays() throws Exception {
    StoreKeyComponent first = storeKey(settings());
    Path file = folder.resolve("node/store.key");
    assertThat(Files.size(file)).isEqualTo(32);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    try (SecretBytes secret = SecretBytes.copyOf(new byte[] {1, 2, 3})) {
      Bytes box = sealer().seal("test", secret);
      first.deactivate();
      assertThat(registry.services()).isEmpty();
      storeKey(settings());
      assertThat(sealer().open("test", box).orElseThrow().matches(secret)).isTrue();
      assertThat(sealer().open("other", box)).isEmpty();
    }
  }

  @Test
  void storeKeyOfAnotherSizeOrOpenToOthersIsRefused() throws Exception {
    storeKey(settings()).deactivate();
    Path file = folder.resolve("node/store.key");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> storeKey(settings()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("store.key.file")
        .hasMessageContaining("chmod 600");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.write(file, new byte[31]);
    assertThatThrownBy(() -> storeKey(settings()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("exactly 32");
  }

  @Test
  void managementKeyOutlivesTheComponent() throws Exception {
    storeKey(settings());
    KeysComponent keys = new KeysComponent(settings(), sealer());
    ManagementKey key = keys.current().orElseThrow();
    assertThat(keys.sign(key, Bytes.utf8("message"))).isPresent();
    keys.deactivate();

    KeysComponent again = new KeysComponent(settings(), sealer());
    assertThat(again.current()).contains(key);
    again.deactivate();
  }

  @Test
  void changedSettingsAreTakenOverAndWrongOnesAreNot() throws Exception {
    storeKey(settings());
    KeysComponent keys = new KeysComponent(settings(), sealer());
    ManagementKey key = keys.current().orElseThrow();

    Map<String, Object> changed = settings();
    changed.put("grace.seconds", 60);
    keys.modified(changed);
    assertThat(keys.current()).as("the same directory").contains(key);
    assertThat(keys.sign(key, Bytes.utf8("message"))).isPresent();

    changed.put("rotate.after.days", 0);
    keys.modified(changed);
    assertThat(keys.current()).as("a wrong setting").contains(key);

    Map<String, Object> elsewhere = settings();
    elsewhere.put("directory", folder.resolve("other").toString());
    elsewhere.put("passphrase.file", folder.resolve("other.passphrase").toString());
    keys.modified(elsewhere);
    assertThat(keys.current()).as("another directory").isPresent().isNotEqualTo(Optional.of(key));
    assertThat(keys.sign(key, Bytes.utf8("message"))).isEmpty();
    keys.deactivate();
  }

  @Test
  void refusesAStorageThatItDoesNotKnow() throws Exception {
    storeKey(settings());
    Map<String, Object> wrong = settings();
    wrong.put("storage", "cloud");
    assertThatThrownBy(() -> new KeysComponent(wrong, sealer()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("none of directory, database, auto");
  }
}

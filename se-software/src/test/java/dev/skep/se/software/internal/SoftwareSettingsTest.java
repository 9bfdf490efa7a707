package dev.skep.se.software.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.SettingsException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoftwareSettingsTest {
  private final Map<String, String> settings =
      new HashMap<>(Map.of("name", "alice", "storage.file", "a/se", "key.file", "a/key"));

  @Test
  void fillsInTheDefaults() throws Exception {
    assertThat(SoftwareSettings.of(settings))
        .isEqualTo(
            new SoftwareSettings(
                "alice", Path.of("a/se"), Path.of("a/key"), false, false, false, 300, 32, 256));
    assertThat(SoftwareSettings.of(settings).id()).isEqualTo("soft:alice");
  }

  @Test
  void takesEverySetting() throws Exception {
    settings.putAll(Map.of("key.file", "", "passphrase.file", "p", "handle.kind", "wrapped"));
    settings.putAll(
        Map.of("session.timeout.seconds", "60", "session.quota", "5", "object.quota", "9"));
    assertThat(SoftwareSettings.of(settings))
        .isEqualTo(
            new SoftwareSettings(
                "alice", Path.of("a/se"), Path.of("p"), true, false, true, 60, 5, 9));
  }

  @ParameterizedTest
  @CsvSource({
    "name,",
    "name, a b",
    "name, ../x",
    "storage.file,",
    "key.file,",
    "passphrase.file, p",
    "key.create, yes",
    "handle.kind, disk",
    "session.timeout.seconds, 0",
    "session.timeout.seconds, 86401",
    "session.timeout.seconds, 5m",
    "session.quota, 0",
    "session.quota, -1",
    "object.quota, 0",
    "object.quota, 10001",
    "session.quota, 99999999999",
    "storage.fiel, x",
  })
  void refusesAWrongSettingByItsName(String name, String value) {
    settings.put(name, value == null ? "" : value);
    assertThatThrownBy(() -> SoftwareSettings.of(settings))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(name.equals("passphrase.file") ? "key.file" : name);
  }

  @Test
  void refusesToCreateAPassphrase() {
    settings.remove("key.file");
    settings.putAll(Map.of("passphrase.file", "p", "key.create", "true"));
    assertThatThrownBy(() -> SoftwareSettings.of(settings)).hasMessageStartingWith("key.create");
  }
}

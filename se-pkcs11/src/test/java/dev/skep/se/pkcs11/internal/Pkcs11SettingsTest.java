package dev.skep.se.pkcs11.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.SettingsException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Pkcs11SettingsTest {
  private final Map<String, String> settings =
      new HashMap<>(
          Map.of(
              "name", "alice",
              "library", "/usr/lib/softhsm/libsofthsm2.so",
              "pin.file", "/etc/skep/pin",
              "storage.file", "/var/lib/skep/alice.skep"));

  @Test
  void readsTheSettingsAndTheirDefaults() throws Exception {
    Pkcs11Settings read = Pkcs11Settings.of(settings);
    assertThat(read.id()).isEqualTo("pkcs11:alice");
    assertThat(read.token().slot()).isEmpty();
    assertThat(read.token().label()).isEqualTo("skep-alice");
    assertThat(read.token().pinFile()).isEqualTo(Path.of("/etc/skep/pin"));
    assertThat(read.checkSeconds()).isEqualTo(5);
    settings.put("slot", "952329709");
    settings.put("key.label", "attestation");
    Pkcs11Settings changed = Pkcs11Settings.of(settings);
    assertThat(changed.token().slot()).hasValue(952329709);
    assertThat(changed.token().label()).isEqualTo("attestation");
  }

  @ParameterizedTest
  @CsvSource({
    "name, a b, letters",
    "name, '', letters",
    "library, softhsm.so, absolute",
    "library, '/a\"b', quotes",
    "library, '', missing",
    "slot, first, number",
    "pin.file, '', missing",
    "key.label, 'a,b', letters",
    "storage.file, '', missing",
    "check.seconds, 0, from 1 to 3600",
    "pin, 1234, no such setting",
  })
  void refusesWhatIsWrongAndNamesIt(String key, String value, String because) {
    settings.put(key, value);
    assertThatThrownBy(() -> Pkcs11Settings.of(settings))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(because);
  }
}

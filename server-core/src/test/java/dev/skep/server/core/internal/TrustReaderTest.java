package dev.skep.server.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.SettingsException;
import dev.skep.server.core.internal.policy.Settings;
import dev.skep.server.core.internal.trust.PolicyInputs;
import dev.skep.server.core.internal.trust.TrustSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustReaderTest {
  @TempDir Path directory;

  private TrustSettings read(Map<String, ?> settings) throws SettingsException {
    Map<String, Object> all = new TreeMap<>(settings);
    all.put("anchors.directory", directory.resolve("anchors").toString());
    all.put("crl.directory", directory.resolve("crls").toString());
    return TrustReader.read(new Settings(TrustConfiguration.class, all));
  }

  @Test
  void hasTheDocumentedDefaults() throws Exception {
    TrustSettings settings = read(Map.of());
    TrustSettings defaults =
        TrustSettings.of(directory.resolve("anchors"))
            .withRevocationLists(directory.resolve("crls"));
    assertThat(settings).isEqualTo(defaults);
    assertThat(settings.policies()).isEqualTo(PolicyInputs.NONE);
  }

  @Test
  void readsEachInputToTheValidationOfPolicies() throws Exception {
    assertThat(read(Map.of("policy.initial.set", "1.2.3, 2.25.7")).policies())
        .isEqualTo(new PolicyInputs(Set.of("1.2.3", "2.25.7"), false, false, false));
    assertThat(read(Map.of("policy.initial.explicit", true)).policies())
        .isEqualTo(new PolicyInputs(Set.of(), true, false, false));
    assertThat(read(Map.of("policy.initial.mapping.inhibit", "true")).policies())
        .isEqualTo(new PolicyInputs(Set.of(), false, true, false));
    assertThat(read(Map.of("policy.initial.any.inhibit", true)).policies())
        .isEqualTo(new PolicyInputs(Set.of(), false, false, true));
  }

  @ParameterizedTest
  @CsvSource({
    "policy.initial.set, badge, give OIDs",
    "policy.initial.set, '1.2.3,2.5.29.32.0', give OIDs",
    "policy.initial.explicit, yes, neither true nor false",
    "crl.mode, never, none of require",
    "chain.maximum, 9, from 1 to 8",
    "clock.skew.seconds, -1, from 0"
  })
  void namesTheWrongSettingAndWhatToDo(String name, String value, String problem) {
    assertThatThrownBy(() -> read(Map.of(name, value)))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(name + ": ")
        .hasMessageContaining(problem);
  }
}

package dev.skep.server.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.SettingsException;
import dev.skep.server.core.internal.policy.ServerPolicy;
import dev.skep.server.core.internal.policy.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyReaderTest {
  private static ServerPolicy read(Map<String, ?> settings) throws SettingsException {
    return PolicyReader.read(new Settings(ServerSettings.class, settings));
  }

  @Test
  void hasTheDocumentedDefaults() throws Exception {
    ServerPolicy policy = read(Map.of());
    assertThat(policy.algorithms().transports()).startsWith("DHKEM-P256-HKDF-SHA256");
    assertThat(policy.algorithms().attestations()).doesNotContain("RS256-DIAS");
    assertThat(policy.diasPolicyOid()).isEmpty();
    assertThat(policy.offerLifetime()).hasSeconds(120);
  }

  @Test
  void takesArraysListsAndCommas() throws Exception {
    for (Object value : List.of(new String[] {"A", "B"}, List.of("A", " B "), "A, B", "A,,B")) {
      assertThat(read(Map.of("transports", value)).algorithms().transports())
          .containsExactly("A", "B");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "transports, ',', names no algorithm",
    "kdfs, 'HKDF-SHA256,HKDF-SHA256', twice",
    "ciphers, 'A256 GCM', no algorithm name",
    "offer.lifetime.seconds, 4, from 5 to 3600",
    "offer.lifetime.seconds, soon, from 5 to 3600",
    "session.lifetime.seconds, 90000, from 10 to 86400",
    "message.maximum.bytes, -1, from 4096",
    "dias.enabled, maybe, neither true nor false",
    "issuer, 'two words', visible ASCII"
  })
  void namesTheWrongSettingAndWhatToDo(String name, String value, String problem) {
    assertThatThrownBy(() -> read(Map.of(name, value)))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(name + ": ")
        .hasMessageContaining(problem);
  }

  @Test
  void wantsAnOidForDias() throws Exception {
    assertThatThrownBy(() -> read(Map.of("dias.enabled", true)))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("dias.policy.oid: ");
    assertThat(
            read(Map.of("dias.enabled", true, "dias.policy.oid", "1.3.6.1.4.1.99999.1"))
                .diasPolicyOid())
        .contains("1.3.6.1.4.1.99999.1");
  }
}

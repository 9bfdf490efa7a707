package dev.skep.store.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skep.api.SettingsException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreSettingsTest {
  @Test
  void withoutAnySettingItIsH2InAFileWithTheDefaults() throws SettingsException {
    StoreSettings settings = StoreSettings.of(Map.of());

    assertThat(settings.driver()).isEqualTo("org.h2.Driver");
    assertThat(settings.url()).isEmpty();
    assertThat(settings.file()).isEqualTo(Path.of("db/skep").toAbsolutePath());
    assertThat(settings.options()).isEqualTo(StoreOptions.defaults());
  }

  @Test
  void postgresNeedsAUrl() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> StoreSettings.of(Map.of("driver.class", "org.postgresql.Driver")))
        .withMessageContaining("url");
  }

  @Test
  void zeroDaysKeepAuditEventsForEver() throws SettingsException {
    assertThat(StoreSettings.of(Map.of("audit.keep.days", 0)).options().rules().auditKeep())
        .isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "pool.size, 1",
    "pool.size, many",
    "pool.wait.millis, 0",
    "statement.timeout.millis, 1",
    "purge.interval.seconds, 0",
    "claim.grace.seconds, 0",
    "audit.keep.days, -1",
    "url, postgresql://db/skep",
    "file, a;b"
  })
  void refusesAWrongValueAndNamesTheSetting(String name, String value) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> StoreSettings.of(Map.of(name, value)))
        .withMessageStartingWith(name + ":");
  }
}

package dev.skep.server.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {
  @Test
  void takesTheDocumentedDefaults() {
    assertThat(Limits.of(Configurations.with("none", 0)))
        .isEqualTo(new Limits(65_536, 10_000, 64, 512, 50));
  }

  @ParameterizedTest
  @CsvSource({
    "body_max_bytes, 1, 16777216",
    "read_timeout_millis, 100, 600000",
    "max_concurrent, 1, 65536",
    "max_pending, 1, 1048576",
    "rejection_delay_millis, 1, 10000",
  })
  void takesASettingInItsRangeAndNamesOneOutsideIt(String setting, int least, int most) {
    assertThat(Limits.of(Configurations.with(setting, least))).isNotNull();
    assertThat(Limits.of(Configurations.with(setting, most))).isNotNull();
    for (int wrong : new int[] {least - 1, most + 1}) {
      assertThatThrownBy(() -> Limits.of(Configurations.with(setting, wrong)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("dev.skep.server.http: " + setting.replace('_', '.'))
          .hasMessageContaining("not " + wrong);
    }
  }
}

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
        .isEqualTo(
            new Limits(
                65_536,
                10_000,
                64,
                512,
                50,
                new AddressLimits(
                    128, new Allowance(600, 120), new Allowance(300, 60), TrustedProxies.NONE)));
  }

  @ParameterizedTest
  @CsvSource({
    "body_max_bytes, 1, 16777216",
    "read_timeout_millis, 100, 600000",
    "max_concurrent, 1, 65536",
    "max_pending, 1, 1048576",
    "rejection_delay_millis, 1, 10000",
    "address_max_pending, 0, 1048576",
    "address_offers_per_minute, 0, 1000000",
    "address_offers_burst, 1, 1000000",
    "address_faults_per_minute, 0, 1000000",
    "address_faults_burst, 1, 1000000",
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

  @Test
  void takesAnEmptyTextForNoProxy() {
    assertThat(Limits.of(Configurations.with("trusted_proxies", new String[] {""})).address())
        .isEqualTo(Limits.of(Configurations.with("none", 0)).address());
  }

  @Test
  void namesAProxyOrAHeaderThatItDoesNotKnow() {
    for (String wrong : new String[] {"proxy.example", "10.0.0.0/33", "::/129", "10.0.0/8"}) {
      assertThatThrownBy(
              () -> Limits.of(Configurations.with("trusted_proxies", new String[] {"::1", wrong})))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("trusted.proxies")
          .hasMessageContaining("not " + wrong);
    }
    assertThatThrownBy(() -> Limits.of(Configurations.with("forwarded_header", "X-Real-IP")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("forwarded.header")
        .hasMessageContaining("not X-Real-IP");
  }
}

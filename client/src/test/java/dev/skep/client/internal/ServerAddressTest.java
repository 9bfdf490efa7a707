package dev.skep.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080,http://localhost:8080/skep/v1/offers",
    "HTTPS://host/,HTTPS://host/skep/v1/offers",
    "https://host/a/b//,https://host/a/b/skep/v1/offers",
    "http://[::1]:80,http://[::1]:80/skep/v1/offers"
  })
  void takesABaseAddress(String base, String offers) {
    assertThat(ServerAddress.problem(URI.create(base))).isEmpty();
    assertThat(ServerAddress.of(URI.create(base)).offers()).hasToString(offers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:8080",
        "ftp://host",
        "file:///etc",
        "http:host",
        "http:///path",
        "http://host:0",
        "http://host:70000",
        "http://user:word@host",
        "http://host?x=1",
        "http://host#x",
        "/path"
      })
  void refusesAnotherAddress(String base) {
    assertThat(ServerAddress.problem(URI.create(base))).isPresent();
  }

  @Test
  void refusesLimitsOutOfTheirRange() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new ClientLimits(Duration.ZERO, second, 1))
        .hasMessageContaining("dev.skep.client: connect.timeout.seconds is 0; give 1 to 300");
    assertThatThrownBy(() -> new ClientLimits(second, Duration.ofSeconds(301), 1))
        .hasMessageContaining("request.timeout.seconds");
    assertThatThrownBy(() -> new ClientLimits(second, second, 0)).hasMessageContaining("attempts");
    assertThatThrownBy(() -> new ClientLimits(second, second, 11)).hasMessageContaining("attempts");
    assertThat(new ClientLimits(second, Duration.ofSeconds(300), 10).attempts()).isEqualTo(10);
  }

  @Test
  void showsNothingThatSteersATerminal() {
    assertThat(Printable.of("a\u001b[2J\r\n\u202eb é")).isEqualTo("a?[2J???b é");
    assertThat(Printable.of("x".repeat(1_001))).hasSize(1_003).endsWith("...");
    assertThat(Printable.of(new IllegalStateException())).isEqualTo("IllegalStateException");
  }
}

package dev.skep.api.se;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import org.junit.jupiter.api.Test;

class EstablishRequestTest {
  private static EstablishRequest request(int sessionIdBytes, int offerHashBytes) {
    return new EstablishRequest(
        Bytes.of(new byte[sessionIdBytes]),
        Bytes.of(new byte[offerHashBytes]),
        new Suite("RSA-OAEP-256", "RS256", "HKDF-SHA256", "A256GCM"),
        Bytes.EMPTY,
        Bytes.EMPTY);
  }

  @Test
  void takesTheSizesOfTheSpecification() {
    assertThatCode(() -> request(16, 32)).doesNotThrowAnyException();
    assertThatCode(() -> request(16, 48)).doesNotThrowAnyException();
  }

  @Test
  void refusesOtherSizes() {
    assertThatThrownBy(() -> request(15, 32)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> request(16, 31)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> request(16, 65)).isInstanceOf(IllegalArgumentException.class);
  }
}

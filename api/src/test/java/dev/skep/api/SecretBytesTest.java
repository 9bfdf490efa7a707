package dev.skep.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SecretBytesTest {
  private static final byte[] CANARY =
      "canary-9f3b1c".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  @Test
  void zeroesAnAdoptedArrayOnClose() {
    byte[] array = CANARY.clone();
    SecretBytes secret = SecretBytes.adopt(array);
    secret.close();
    secret.close();
    assertThat(array).containsOnly(0);
  }

  @Test
  void leavesACopiedArrayAlone() {
    byte[] array = CANARY.clone();
    SecretBytes.copyOf(array).close();
    assertThat(array).isEqualTo(CANARY);
  }

  @Test
  void refusesUseAfterClose() {
    SecretBytes secret = SecretBytes.copyOf(CANARY);
    secret.close();
    assertThatThrownBy(secret::length).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(secret::copy).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> secret.use(bytes -> 0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> secret.slice(0, 1)).isInstanceOf(IllegalStateException.class);
    try (SecretBytes other = SecretBytes.copyOf(CANARY)) {
      assertThatThrownBy(() -> other.matches(secret)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  @DisplayName("attack 75: toString shows the length and nothing else")
  void showsItsLengthOnly() {
    try (SecretBytes secret = SecretBytes.copyOf(CANARY)) {
      assertThat(secret).hasToString("SecretBytes[13 bytes]");
    }
  }

  @Test
  void matchesTheSameContentOnly() {
    try (SecretBytes secret = SecretBytes.copyOf(CANARY);
        SecretBytes same = SecretBytes.copyOf(CANARY);
        SecretBytes shorter = secret.slice(0, 12)) {
      assertThat(secret.matches(same)).isTrue();
      assertThat(secret.matches(shorter)).isFalse();
      assertThat(secret).isNotEqualTo(same);
    }
  }
}

package dev.skep.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuiteTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"ES256", "DHKEM-P256-HKDF-SHA256", "com.example/own", "X25519+ML-KEM-768"})
  void takesRegisteredNamesAndReverseDomains(String name) {
    assertThatCode(() -> new Suite(name, name, name, name)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "tab\t", "ünicode", "line\n"})
  void refusesWhatIsNoName(String name) {
    assertThat(AlgorithmNames.isValid(name)).isFalse();
    assertThatThrownBy(() -> new Suite("ES256", name, "ES256", "ES256"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesANameThatIsTooLong() {
    assertThat(AlgorithmNames.isValid("x".repeat(64))).isTrue();
    assertThat(AlgorithmNames.isValid("x".repeat(65))).isFalse();
  }
}

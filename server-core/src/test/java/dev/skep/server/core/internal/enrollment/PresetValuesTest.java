package dev.skep.server.core.internal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.SecretBytes;
import dev.skep.api.provisioning.PinFormat;
import dev.skep.server.core.internal.plan.Plan.Preset;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresetValuesTest {
  private final PresetValues values = new PresetValues(new SecureRandom());

  private String draw(PinFormat format, int length) {
    try (SecretBytes value = values.draw(new Preset(format, length))) {
      return EnrollmentLab.text(value);
    }
  }

  @ParameterizedTest
  @EnumSource
  void drawsWhatTheFormatAllows(PinFormat format) {
    for (int i = 0; i < 500; i++) {
      String value = draw(format, 8);
      assertThat(value).hasSize(8);
      assertThat(value.chars().allMatch(c -> format.allows((byte) c))).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000",
        "000000",
        "123456",
        "654321",
        "890123",
        "321098",
        "1212",
        "123123",
        "abcdef",
        "dcba",
        "aaaaaaaa",
        "78787878",
        "1231231"
      })
  void findsValuesTrivialThatPeopleTryFirst(String value) {
    assertThat(PresetValues.isTrivial(value.getBytes(StandardCharsets.US_ASCII))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1357", "112233", "9a8b", "123457", "100000", "1221"})
  void leavesOtherValuesAlone(String value) {
    assertThat(PresetValues.isTrivial(value.getBytes(StandardCharsets.US_ASCII))).isFalse();
  }

  @Test
  void neverDrawsATrivialValue() {
    for (int i = 0; i < 20_000; i++) {
      byte[] value = draw(PinFormat.NUMERIC, 4).getBytes(StandardCharsets.US_ASCII);
      assertThat(PresetValues.isTrivial(value)).isFalse();
    }
  }

  @Test
  void favoursNoDigit() {
    Map<Character, Integer> counts = new TreeMap<>();
    int draws = 20_000;
    for (int i = 0; i < draws; i++) {
      draw(PinFormat.NUMERIC, 8).chars().forEach(c -> counts.merge((char) c, 1, Integer::sum));
    }
    double expected = draws * 8 / 10.0;
    double chiSquare =
        counts.values().stream()
            .mapToDouble(count -> (count - expected) * (count - expected) / expected)
            .sum();
    // With 9 degrees of freedom a fair source is above 40 once in 100,000 runs.
    assertThat(counts).hasSize(10);
    assertThat(chiSquare).isLessThan(40);
  }
}

package dev.skep.benchmarks.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OracleBenchmarkTest {
  @Test
  @DisplayName("attack 76: four faults get one answer, byte for byte, each for its own reason")
  void fourFaultsGetOneAnswer() throws Exception {
    try (OracleServer server = new OracleServer(Engine.CORRETTO)) {
      OracleBenchmark benchmark = new OracleBenchmark(server);

      benchmark.run(4, 2);

      int each = 4 / 4 + 4 + 2;
      assertThat(server.rejectionsBy(OracleBenchmark.AK_RULE)).isEqualTo(3 * each);
      assertThat(server.rejectionsBy("S-7.9")).isEqualTo(each);
      assertThat(benchmark.answers()).hasSize(1);
      assertThat(benchmark.table()).contains("OAEP padding wrong, K differs", "HTTP");
    }
  }

  @Test
  void aDifferenceOfAFractionOfTheNoiseIsFound() {
    double[] one = noise(1, 4000, 100);
    double[] same = noise(2, 4000, 100);
    double[] later = noise(3, 4000, 103);

    assertThat(OracleBenchmark.largest(one, same)).isLessThan(OracleBenchmark.THRESHOLD);
    assertThat(OracleBenchmark.largest(one, later)).isGreaterThan(OracleBenchmark.THRESHOLD);
  }

  private static double[] noise(long seed, int count, double mean) {
    Random random = new Random(seed);
    return random.doubles(count).map(any -> mean + 10 * random.nextGaussian()).sorted().toArray();
  }
}

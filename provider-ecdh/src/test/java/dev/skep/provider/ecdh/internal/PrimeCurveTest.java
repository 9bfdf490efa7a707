package dev.skep.provider.ecdh.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skep.testkit.vectors.ThirdPartyVectors;
import dev.skep.testkit.vectors.VectorTally;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The curves' parameters, against Wycheproof's, and the range of scalars. */
class PrimeCurveTest {
  private static final Map<String, PrimeCurve> CURVES =
      Map.of(
          "secp256r1", PrimeCurve.P256,
          "secp384r1", PrimeCurve.P384,
          "secp521r1", PrimeCurve.P521);

  @Test
  void parametersAreThoseOfWycheproof() {
    String file = "wycheproof/testvectors_v1/ec_prime_order_curves_test.json.gz";
    VectorTally tally = new VectorTally(file, "parameters of the curves", "none");
    JsonNode all = ThirdPartyVectors.json(file);
    for (JsonNode test : all.path("testGroups").get(0).path("tests")) {
      PrimeCurve curve = CURVES.get(test.path("name").asText());
      if (curve != null) {
        assertThat(curve.prime()).isEqualTo(number(test, "p"));
        assertThat(curve.b()).isEqualTo(number(test, "b"));
        assertThat(curve.order()).isEqualTo(number(test, "n"));
        assertThat(number(test, "a")).isEqualTo(curve.prime().subtract(BigInteger.valueOf(3)));
        tally.count("equal");
      } else {
        tally.notApplicable("of another curve");
      }
    }
    tally.report();
    assertThat(tally.total()).isEqualTo(3);
  }

  @Test
  void scalarsAreFromOneToTheOrderMinusOne() {
    CURVES
        .values()
        .forEach(
            curve -> {
              BigInteger n = curve.order();
              assertThat(isScalar(curve, BigInteger.ZERO)).isFalse();
              assertThat(isScalar(curve, BigInteger.ONE)).isTrue();
              assertThat(isScalar(curve, n.subtract(BigInteger.ONE))).isTrue();
              assertThat(isScalar(curve, n)).isFalse();
              assertThat(isScalar(curve, n.add(BigInteger.ONE))).isFalse();
              assertThat(isScalar(curve, n.shiftRight(8))).isTrue();
            });
  }

  private static boolean isScalar(PrimeCurve curve, BigInteger number) {
    String name = "P-" + curve.sizeBits();
    byte[] withOffset = new byte[curve.fieldBytes() + 3];
    byte[] fixed = Reference.of(name).fixed(number).toArray();
    System.arraycopy(fixed, 0, withOffset, 3, fixed.length);
    return curve.isScalar(withOffset, 3);
  }

  private static BigInteger number(JsonNode test, String name) {
    return new BigInteger(test.path(name).asText(), 16);
  }
}

package dev.skep.provider.ecdh.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.Decapsulation;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Public values at the edge of what is accepted, and what is said of those beyond. */
class PublicValuesTest {
  private static final Reference P256 = Reference.of("P-256");
  private static final BigInteger P = PrimeCurve.P256.prime();
  private static final BigInteger ROOT_OF_B =
      PrimeCurve.P256.b().modPow(P.add(BigInteger.ONE).shiftRight(2), P);

  @Test
  void aCoordinateIsCanonicalWhereAnyOfItsBytesIsBelowThePrimes() {
    DhKem kem = new DhkemX25519(TestEngine.JDK.engines());
    byte[] prime = Bytes.hex("ed" + "ff".repeat(30) + "7f").toArray();
    // The lowest byte, one less, makes a point of small order; two less is tested elsewhere.
    for (int at = 1; at < 32; at++) {
      byte[] below = prime.clone();
      below[at]--;
      Bytes spki = Reference.of("X25519").spki(Bytes.of(below));
      assertThatCode(() -> kem.decodePublicKey(spki)).as(spki.toHex()).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSecretOfZeroIsOrdinaryOnACurveThatHasSuchAPoint(TestEngine engine) throws Exception {
    DhKem kem = engine.transports().get("P-256");
    Bytes g = P256.generator();
    KeyPair one =
        new KeyPair(
            kem.decodePublicKey(P256.spki(g)),
            kem.decodePrivateKey(P256.pkcs8(P256.fixed(BigInteger.ONE))));
    Bytes ek = P256.point(BigInteger.ZERO, ROOT_OF_B);
    try (Decapsulation got = kem.decapsulate(one, ek, TestEngine.RANDOM)) {
      assertThat(got.failure()).isEmpty();
      assertThat(got.sharedSecret().copy())
          .isEqualTo(P256.sharedSecret(P256.fixed(BigInteger.ZERO), ek, g).toArray());
    }
  }

  @Test
  void aRefusalNamesTheCurveAndWhatIsWrongWithThePoint() {
    refusedAs(
        "not an uncompressed point", Bytes.concat(Bytes.hex("06"), P256.generator().slice(1, 64)));
    refusedAs("a coordinate is out of range", P256.point(P, ROOT_OF_B));
    refusedAs("a coordinate is out of range", P256.point(BigInteger.ZERO, P));
    refusedAs("the point is not on the curve", P256.point(BigInteger.ZERO, BigInteger.ZERO));
  }

  private static void refusedAs(String reason, Bytes point) {
    Es256 scheme = new Es256(TestEngine.JDK.engines());
    assertThatThrownBy(() -> scheme.decodePublicKey(P256.spki(point)))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessage("P-256 public key: " + reason);
  }
}

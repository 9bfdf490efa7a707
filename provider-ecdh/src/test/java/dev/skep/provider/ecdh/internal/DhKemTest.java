package dev.skep.provider.ecdh.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.algorithm.Encapsulation;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DhKemTest {
  private static final Map<String, Integer> SECRET_BYTES =
      Map.of("P-256", 32, "P-384", 48, "P-521", 64, "X25519", 32);
  private static final Map<String, PrimeCurve> CURVES =
      Map.of("P-256", PrimeCurve.P256, "P-384", PrimeCurve.P384, "P-521", PrimeCurve.P521);
  private static final BigInteger TWO_TO_255_MINUS_19 =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

  static Stream<Arguments> transports() {
    return Stream.of(TestEngine.values())
        .flatMap(
            engine ->
                SECRET_BYTES.keySet().stream().sorted().map(each -> Arguments.of(engine, each)));
  }

  @ParameterizedTest
  @MethodSource("transports")
  void theSecretHasTheRegisteredLength(TestEngine engine, String curve) {
    assertThat(engine.transports().get(curve).sharedSecretBytes())
        .isEqualTo(SECRET_BYTES.get(curve));
  }

  @ParameterizedTest
  @MethodSource("transports")
  void bytesThatAreNoPointAsEkAreRefused(TestEngine engine, String curve) {
    DhKem kem = engine.transports().get(curve);
    KeyPair server = generate(kem);
    Bytes good;
    try (Encapsulation made = kem.encapsulate(server.getPublic(), TestEngine.RANDOM)) {
      good = made.encapsulatedKey();
    }
    if (!curve.equals("X25519")) {
      for (int bit = 0; bit < 8 * good.length(); bit += 31) {
        byte[] flipped = good.toArray();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        assertRefused(kem, server, Bytes.of(flipped));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKeyOfAnotherCurveIsACallersMistake(TestEngine engine) {
    DhKem kem = engine.transports().get("P-256");
    KeyPair other = generate(engine.transports().get("P-384"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kem.encapsulate(other.getPublic(), TestEngine.RANDOM));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kem.decapsulate(other, Bytes.EMPTY, TestEngine.RANDOM));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("attack 27: X25519 points of small order, not canonical, or with the top bit set")
  void refusesX25519PointsThatAreWeakOrNotCanonical(TestEngine engine) {
    DhKem kem = engine.transports().get("X25519");
    KeyPair server = generate(kem);
    String[] smallOrder = {
      "0000000000000000000000000000000000000000000000000000000000000000",
      "0100000000000000000000000000000000000000000000000000000000000000",
      "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
      "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
      "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
    };
    for (String u : smallOrder) {
      refusesAsEkAndAsKey(kem, server, Bytes.hex(u));
      refusesAsEkAndAsKey(kem, server, withTopBit(Bytes.hex(u)));
    }
    for (int above = 0; above < 19; above++) {
      refusesAsEkAndAsKey(
          kem, server, littleEndian(TWO_TO_255_MINUS_19.add(BigInteger.valueOf(above))));
    }
    Bytes own = Bytes.of(server.getPublic().getEncoded()).slice(12, 32);
    refusesAsEkAndAsKey(kem, server, withTopBit(own));
    assertThatThrownBy(() -> kem.decodePublicKey(Reference.of("X25519").spki(Bytes.EMPTY)))
        .isInstanceOf(InvalidKeyException.class);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("attack 27: X25519 coordinates just inside the range are accepted")
  void acceptsTheLargestCanonicalCoordinateThatIsNotWeak(TestEngine engine) throws Exception {
    DhKem kem = engine.transports().get("X25519");
    Bytes largest = littleEndian(TWO_TO_255_MINUS_19.subtract(BigInteger.TWO));
    kem.decodePublicKey(Reference.of("X25519").spki(largest));
    try (Decapsulation got = kem.decapsulate(generate(kem), largest, TestEngine.RANDOM)) {
      assertThat(got.failure()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("attack 28: EK = -P has the same Diffie-Hellman value but gives another K")
  void theNegativeOfAnEkGivesAnotherSecret(TestEngine engine) throws Exception {
    for (Map.Entry<String, PrimeCurve> each : CURVES.entrySet()) {
      DhKem kem = engine.transports().get(each.getKey());
      Reference reference = Reference.of(each.getKey());
      KeyPair server = generate(kem);
      try (Encapsulation made = kem.encapsulate(server.getPublic(), TestEngine.RANDOM)) {
        Bytes ek = made.encapsulatedKey();
        int length = each.getValue().fieldBytes();
        BigInteger y = new BigInteger(1, ek.slice(1 + length, length).toArray());
        Bytes negative =
            Bytes.concat(
                ek.slice(0, 1 + length), reference.fixed(each.getValue().prime().subtract(y)));
        try (Decapsulation got = kem.decapsulate(server, negative, TestEngine.RANDOM)) {
          assertThat(got.failure()).isEmpty();
          assertThat(got.sharedSecret().matches(made.sharedSecret())).isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  @DisplayName("attack 29: EK = the server's own key, or the generator, gives just another K")
  void theServersOwnKeyAndTheGeneratorAreOrdinaryKeys(TestEngine engine, String curve)
      throws Exception {
    DhKem kem = engine.transports().get(curve);
    Reference reference = Reference.of(curve);
    KeyPair server = generate(kem);
    Bytes spki = Bytes.of(server.getPublic().getEncoded());
    Bytes own = Bytes.hex(spki.toHex().substring(reference.spkiPrefix().length()));
    try (Encapsulation made = kem.encapsulate(server.getPublic(), TestEngine.RANDOM);
        Decapsulation fromOwn = kem.decapsulate(server, own, TestEngine.RANDOM);
        Decapsulation fromG = kem.decapsulate(server, reference.generator(), TestEngine.RANDOM)) {
      assertThat(fromOwn.failure()).isEmpty();
      assertThat(fromG.failure()).isEmpty();
      assertThat(fromOwn.sharedSecret().matches(made.sharedSecret())).isFalse();
      assertThat(fromG.sharedSecret().matches(made.sharedSecret())).isFalse();
      // d·G is the server's own point, so its first coordinate is the Diffie-Hellman value.
      Bytes x = curve.equals("X25519") ? own : own.slice(1, reference.length());
      assertThat(fromG.sharedSecret().copy())
          .isEqualTo(reference.sharedSecret(x, reference.generator(), own).toArray());
    }
  }

  @Test
  void namesAreTheRegisteredOnes() {
    assertThat(TestEngine.JDK.transports().values().stream().map(DhKem::name))
        .containsExactlyInAnyOrder(
            "DHKEM-P256-HKDF-SHA256",
            "DHKEM-P384-HKDF-SHA384",
            "DHKEM-P521-HKDF-SHA512",
            "DHKEM-X25519-HKDF-SHA256");
  }

  private static void refusesAsEkAndAsKey(DhKem kem, KeyPair server, Bytes u) {
    assertRefused(kem, server, u);
    assertThatThrownBy(() -> kem.decodePublicKey(Reference.of("X25519").spki(u)))
        .as(u.toHex())
        .isInstanceOf(InvalidKeyException.class);
  }

  private static void assertRefused(DhKem kem, KeyPair server, Bytes ek) {
    try (Decapsulation got = kem.decapsulate(server, ek, TestEngine.RANDOM)) {
      assertThat(got.failure()).as(ek.toHex()).isPresent();
      assertThat(got.sharedSecret().length()).isEqualTo(kem.sharedSecretBytes());
    }
  }

  private static KeyPair generate(DhKem kem) {
    return kem.generateKeyPair(kem.keySizesBits().get(0), TestEngine.RANDOM);
  }

  private static Bytes withTopBit(Bytes u) {
    byte[] changed = u.toArray();
    changed[31] |= (byte) 0x80;
    return Bytes.of(changed);
  }

  private static Bytes littleEndian(BigInteger number) {
    byte[] big = Reference.of("X25519").fixed(number).toArray();
    byte[] little = new byte[32];
    for (int i = 0; i < 32; i++) {
      little[i] = big[31 - i];
    }
    return Bytes.of(little);
  }
}

package dev.skep.provider.ecdh.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.AsymmetricAlgorithm;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class KeyDecodingTest {
  /** The generator of P-256, x and y. */
  private static final String P256_POINT =
      "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
          + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";

  static Stream<Arguments> algorithms() {
    return Stream.of(TestEngine.values())
        .flatMap(
            engine -> all(engine).stream().map(each -> Arguments.of(engine, each, each.name())));
  }

  private static List<AsymmetricAlgorithm> all(TestEngine engine) {
    EcEngines engines = engine.engines();
    return List.of(
        new DhkemP256(engines),
        new DhkemP384(engines),
        new DhkemP521(engines),
        new DhkemX25519(engines),
        new Es256(engines),
        new Es384(engines),
        new Es512(engines),
        new Ed25519(engines));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("algorithms")
  void everyChangeBeforeTheKeyItselfIsRefused(
      TestEngine engine, AsymmetricAlgorithm algorithm, String name) {
    byte[] spki = generate(algorithm).getPublic().getEncoded();
    int prefix =
        name.contains("25519") ? 12 : name.contains("P521") || name.equals("ES512") ? 25 : 23;
    for (int bit = 0; bit < 8 * prefix; bit++) {
      byte[] changed = spki.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertRefused(algorithm, Bytes.of(changed));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("attack 26: P-256 points off the curve, at infinity, (0,0), out of range")
  void refusesPointsThatAreNoGroupElements(TestEngine engine) {
    Es256 scheme = new Es256(engine.engines());
    Reference reference = Reference.of("P-256");
    BigInteger p = PrimeCurve.P256.prime();
    BigInteger x = new BigInteger(P256_POINT.substring(0, 64), 16);
    BigInteger y = new BigInteger(P256_POINT.substring(64), 16);

    assertAccepted(scheme, reference.spki(reference.point(x, y)));
    assertAccepted(scheme, reference.spki(reference.point(x, p.subtract(y))));
    assertRefused(scheme, reference.spki(reference.point(x, y.add(BigInteger.ONE))));
    assertRefused(scheme, reference.spki(reference.point(BigInteger.ZERO, BigInteger.ZERO)));
    assertRefused(scheme, reference.spki(reference.point(p, y)));
    assertRefused(scheme, reference.spki(reference.point(x, p)));
    assertRefused(scheme, Bytes.hex("301a" + reference.spkiPrefix().substring(4, 42) + "03020000"));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("attack 26: coordinates that are right modulo p but not below p")
  void refusesCoordinatesThatAreNotReduced(TestEngine engine) {
    Es256 scheme = new Es256(engine.engines());
    Reference reference = Reference.of("P-256");
    BigInteger p = PrimeCurve.P256.prime();
    BigInteger rootOfB = PrimeCurve.P256.b().modPow(p.add(BigInteger.ONE).shiftRight(2), p);

    assertAccepted(scheme, reference.spki(reference.point(BigInteger.ZERO, rootOfB)));
    assertRefused(scheme, reference.spki(reference.point(p, rootOfB)));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("attack 26: compressed and hybrid points, another named curve's identifier")
  void refusesOtherEncodingsOfAValidPoint(TestEngine engine) {
    Es256 scheme = new Es256(engine.engines());
    Reference reference = Reference.of("P-256");
    String algorithm = "301306072a8648ce3d020106082a8648ce3d030107";
    String x = P256_POINT.substring(0, 64);

    assertRefused(scheme, Bytes.hex("3039" + algorithm + "032200" + "03" + x));
    assertRefused(scheme, reference.spki(Bytes.hex("07" + P256_POINT)));
    assertRefused(scheme, reference.spki(Bytes.hex("06" + P256_POINT)));
    String secp256k1 = "3056301006072a8648ce3d020106052b8104000a034200" + "04" + P256_POINT;
    assertRefused(scheme, Bytes.hex(secp256k1));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("attack 26: explicit parameters, also with another generator or cofactor")
  void refusesExplicitParameters(TestEngine engine) {
    Es256 scheme = new Es256(engine.engines());
    for (String generator : List.of("04" + P256_POINT, "04" + "00".repeat(64))) {
      for (String cofactor : List.of("020101", "020102")) {
        assertRefused(scheme, explicitParameters(generator, cofactor));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("attack 40: a key of another curve or algorithm than the scheme's")
  void refusesKeysOfAnotherCurveOrAlgorithm(TestEngine engine) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair rsa = generator.generateKeyPair();
    Map<String, String> curveOf =
        Map.of("ES256", "P256", "ES384", "P384", "ES512", "P521", "Ed25519", "Ed25519");
    for (AsymmetricAlgorithm scheme : all(engine)) {
      assertRefused(scheme, Bytes.of(rsa.getPublic().getEncoded()));
      assertPrivateRefused(scheme, Bytes.of(rsa.getPrivate().getEncoded()));
      for (AsymmetricAlgorithm other : all(engine)) {
        String own = curveOf.getOrDefault(scheme.name(), scheme.name());
        String others = curveOf.getOrDefault(other.name(), other.name());
        if (!own.contains(others) && !others.contains(own)) {
          KeyPair pair = generate(other);
          assertRefused(scheme, Bytes.of(pair.getPublic().getEncoded()));
          assertPrivateRefused(scheme, Bytes.of(pair.getPrivate().getEncoded()));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void privateScalarsAreFromOneToTheOrderMinusOne(TestEngine engine) {
    Map<String, PrimeCurve> curves =
        Map.of("P-256", PrimeCurve.P256, "P-384", PrimeCurve.P384, "P-521", PrimeCurve.P521);
    curves.forEach(
        (name, curve) -> {
          DhKem kem = engine.transports().get(name);
          BigInteger n = curve.order();
          assertPrivateAccepted(kem, name, BigInteger.ONE);
          assertPrivateAccepted(kem, name, n.subtract(BigInteger.ONE));
          assertPrivateRefused(kem, privateKey(name, BigInteger.ZERO));
          assertPrivateRefused(kem, privateKey(name, n));
          assertPrivateRefused(kem, privateKey(name, n.add(BigInteger.ONE)));
        });
  }

  @ParameterizedTest
  @EnumSource
  void aPublicKeyInsideAPrivateKeyIsReadOverAndAnotherCurvesNameIsNot(TestEngine engine)
      throws Exception {
    DhKem kem = engine.transports().get("P-256");
    String scalar = "11".repeat(32);
    String publicKey = "a144034200" + "04" + P256_POINT;
    String algorithm = "301306072a8648ce3d020106082a8648ce3d030107";
    Bytes openSslForm =
        Bytes.hex("308187020100" + algorithm + "046d306b0201010420" + scalar + publicKey);
    Bytes plain = Bytes.hex(Reference.of("P-256").pkcs8Prefix() + scalar);
    Bytes otherCurve =
        Bytes.hex("304a020100" + algorithm + "0430302e0201010420" + scalar + "a00706052b81040022");

    assertThat(kem.decodePrivateKey(SecretBytes.copyOf(openSslForm.toArray())).getEncoded())
        .isEqualTo(kem.decodePrivateKey(SecretBytes.copyOf(plain.toArray())).getEncoded());
    assertPrivateRefused(kem, otherCurve);
  }

  @ParameterizedTest
  @EnumSource
  void anUnknownElementOrVersionInsideAPrivateKeyIsRefused(TestEngine engine) {
    DhKem kem = engine.transports().get("X25519");
    String key = "300506032b656e04220420" + "11".repeat(32);
    assertThatCode(
            () -> kem.decodePrivateKey(SecretBytes.copyOf(Bytes.hex("302e020100" + key).toArray())))
        .doesNotThrowAnyException();
    assertPrivateRefused(kem, Bytes.hex("302e020102" + key));
    assertPrivateRefused(kem, Bytes.hex("3030020100" + key + "0500"));
    assertPrivateRefused(kem, Bytes.hex("30812e020100" + key));
  }

  private static Bytes explicitParameters(String generator, String cofactor) {
    String field =
        "302c06072a8648ce3d0101022100"
            + "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff";
    String curve =
        "30440420"
            + "ffffffff00000001000000000000000000000000fffffffffffffffffffffffc"
            + "0420"
            + "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b";
    String order = "022100" + "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
    String parameters = "3081e0" + "020101" + field + curve + "0441" + generator + order + cofactor;
    return Bytes.hex(
        "30820133" + "3081ec" + "06072a8648ce3d0201" + parameters + "034200" + "04" + P256_POINT);
  }

  private static Bytes privateKey(String curve, BigInteger scalar) {
    Reference reference = Reference.of(curve);
    return Bytes.concat(Bytes.hex(reference.pkcs8Prefix()), reference.fixed(scalar));
  }

  private static void assertPrivateAccepted(DhKem kem, String curve, BigInteger scalar) {
    assertThatCode(
            () -> kem.decodePrivateKey(SecretBytes.copyOf(privateKey(curve, scalar).toArray())))
        .doesNotThrowAnyException();
  }

  private static void assertAccepted(AsymmetricAlgorithm algorithm, Bytes spki) {
    assertThatCode(() -> algorithm.decodePublicKey(spki)).doesNotThrowAnyException();
  }

  private static void assertRefused(AsymmetricAlgorithm algorithm, Bytes spki) {
    assertThatThrownBy(() -> algorithm.decodePublicKey(spki))
        .as(spki.toHex())
        .isInstanceOf(InvalidKeyException.class);
  }

  private static void assertPrivateRefused(AsymmetricAlgorithm algorithm, Bytes pkcs8) {
    assertThatThrownBy(() -> algorithm.decodePrivateKey(SecretBytes.copyOf(pkcs8.toArray())))
        .as(pkcs8.toHex())
        .isInstanceOf(InvalidKeyException.class);
  }

  private static KeyPair generate(AsymmetricAlgorithm algorithm) {
    return algorithm.generateKeyPair(algorithm.keySizesBits().get(0), TestEngine.RANDOM);
  }
}

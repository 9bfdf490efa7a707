package dev.skep.provider.ecdh.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.engine.JcaEngines;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.Provider;
import java.security.Signature;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcdsaTest {
  private static final Bytes MESSAGE = Bytes.utf8("SKEP/1 attestation\0");

  static Stream<Arguments> schemes() {
    return Stream.of(TestEngine.values())
        .flatMap(
            engine -> Stream.of("P-256", "P-384", "P-521").map(each -> Arguments.of(engine, each)));
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void aSignatureHasFixedLength(TestEngine engine, String curve) {
    Ecdsa scheme = scheme(engine.engines(), curve);
    KeyPair pair = generate(scheme);
    for (int i = 0; i < 20; i++) {
      Bytes signature = scheme.sign(pair.getPrivate(), MESSAGE, TestEngine.RANDOM);
      assertThat(signature.length()).isEqualTo(2 * Reference.of(curve).length());
      assertThat(scheme.verify(pair.getPublic(), MESSAGE, signature)).isTrue();
    }
    assertThat(scheme.dualUse()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("schemes")
  @DisplayName(
      "attack 36: r or s zero, n, above n; DER; missing and trailing bytes; swapped halves")
  void refusesEverySignatureOutOfRangeOrForm(TestEngine engine, String curve) {
    Ecdsa scheme = scheme(engine.engines(), curve);
    Reference reference = Reference.of(curve);
    KeyPair pair = generate(scheme);
    Bytes good = scheme.sign(pair.getPrivate(), MESSAGE, TestEngine.RANDOM);
    int length = reference.length();
    Bytes r = good.slice(0, length);
    Bytes s = good.slice(length, length);
    BigInteger n = order(curve);
    BigInteger max = BigInteger.ONE.shiftLeft(8 * length).subtract(BigInteger.ONE);

    for (BigInteger bad : List.of(BigInteger.ZERO, n, n.add(number(s)).min(max), max)) {
      assertRefused(scheme, pair, Bytes.concat(r, reference.fixed(bad)));
      assertRefused(scheme, pair, Bytes.concat(reference.fixed(bad), s));
      assertRefused(scheme, pair, Bytes.concat(reference.fixed(bad), reference.fixed(bad)));
    }
    assertRefused(scheme, pair, Bytes.concat(s, r));
    assertRefused(scheme, pair, Bytes.of(EcdsaDer.encode(good.toArray())));
    assertRefused(scheme, pair, Bytes.EMPTY);
    assertRefused(scheme, pair, good.slice(0, good.length() - 1));
    assertRefused(scheme, pair, Bytes.concat(good, Bytes.hex("00")));
    assertRefused(scheme, pair, Bytes.concat(Bytes.hex("00"), r, Bytes.hex("00"), s));
    assertThat(scheme.verify(pair.getPublic(), MESSAGE, good)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"P-256", "P-384", "P-521"})
  @DisplayName("attack 36: r or s out of range is refused whatever the engine would say")
  void checksTheRangeBeforeTheEngine(String curve) {
    Ecdsa scheme = scheme(CredulousProvider.engines(), curve);
    Reference reference = Reference.of(curve);
    KeyPair pair = generate(scheme(TestEngine.JDK.engines(), curve));
    Bytes one = reference.fixed(BigInteger.ONE);
    Bytes largest = reference.fixed(order(curve).subtract(BigInteger.ONE));

    assertThat(scheme.verify(pair.getPublic(), MESSAGE, Bytes.concat(one, largest))).isTrue();
    for (BigInteger bad : List.of(BigInteger.ZERO, order(curve))) {
      assertRefused(scheme, pair, Bytes.concat(one, reference.fixed(bad)));
      assertRefused(scheme, pair, Bytes.concat(reference.fixed(bad), one));
    }
  }

  @ParameterizedTest
  @MethodSource("schemes")
  @DisplayName("attack 36: (r, n - s) verifies too, the documented choice")
  void acceptsTheOtherSOfASignature(TestEngine engine, String curve) {
    Ecdsa scheme = scheme(engine.engines(), curve);
    Reference reference = Reference.of(curve);
    KeyPair pair = generate(scheme);
    Bytes good = scheme.sign(pair.getPrivate(), MESSAGE, TestEngine.RANDOM);
    int length = reference.length();
    BigInteger other = order(curve).subtract(number(good.slice(length, length)));

    assertThat(
            scheme.verify(
                pair.getPublic(),
                MESSAGE,
                Bytes.concat(good.slice(0, length), reference.fixed(other))))
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("attack 16: signatures of TLS, JWT and CSR by the same key are no attestation")
  void refusesSignaturesMadeForAnotherProtocol(TestEngine engine) throws Exception {
    Es256 scheme = new Es256(engine.engines());
    KeyPair pair = generate(scheme);
    Bytes tls =
        Bytes.concat(
            Bytes.utf8(" ".repeat(64) + "TLS 1.3, client CertificateVerify"),
            Bytes.hex("00" + "5a".repeat(32)));
    Bytes jwt = Bytes.utf8("eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0");
    for (Bytes foreign : List.of(tls, jwt, Bytes.hex("3081"))) {
      Bytes fixed = scheme.sign(pair.getPrivate(), foreign, TestEngine.RANDOM);
      assertRefused(scheme, pair, fixed);
      assertRefused(scheme, pair, Bytes.of(EcdsaDer.encode(fixed.toArray())));
    }
    Signature der = Signature.getInstance("SHA256withECDSA", TestEngine.bouncyCastle());
    KeyPair ours = generate(new Es256(TestEngine.BC.engines()));
    der.initSign(ours.getPrivate());
    der.update(MESSAGE.toArray());
    assertRefused(scheme, ours, Bytes.of(der.sign()));
  }

  @Test
  void anEngineThatSpeaksOnlyDerSignsAndVerifiesInFixedLength() {
    JcaEngines engines = new JcaEngines();
    engines.add(new DerOnlyProvider());
    Es256 derOnly = new Es256(new EcEngines(engines, List.of(DerOnlyProvider.NAME)));
    Es256 jdk = new Es256(TestEngine.JDK.engines());
    KeyPair pair = generate(derOnly);
    for (int i = 0; i < 50; i++) {
      Bytes signature = derOnly.sign(pair.getPrivate(), MESSAGE, TestEngine.RANDOM);
      assertThat(signature.length()).isEqualTo(64);
      assertThat(derOnly.verify(pair.getPublic(), MESSAGE, signature)).isTrue();
      assertThat(jdk.verify(pair.getPublic(), MESSAGE, signature)).isTrue();
      Bytes back = jdk.sign(pair.getPrivate(), MESSAGE, TestEngine.RANDOM);
      assertThat(derOnly.verify(pair.getPublic(), MESSAGE, back)).isTrue();
      assertThat(derOnly.verify(pair.getPublic(), Bytes.EMPTY, back)).isFalse();
    }
  }

  /** Bouncy Castle's ECDSA without its fixed-length form. */
  private static final class DerOnlyProvider extends Provider {
    private static final long serialVersionUID = 1L;
    private static final String NAME = "DER-ONLY";

    DerOnlyProvider() {
      super(NAME, "1", "a test's engine");
      String spi = "org.bouncycastle.jcajce.provider.asymmetric.ec.";
      put("KeyFactory.EC", spi + "KeyFactorySpi$EC");
      put("KeyPairGenerator.EC", spi + "KeyPairGeneratorSpi$EC");
      put("Signature.SHA256withECDSA", spi + "SignatureSpi$ecDSA256");
    }
  }

  private static void assertRefused(Ecdsa scheme, KeyPair pair, Bytes signature) {
    assertThat(scheme.verify(pair.getPublic(), MESSAGE, signature)).as(signature.toHex()).isFalse();
  }

  private static BigInteger number(Bytes bytes) {
    return new BigInteger(1, bytes.toArray());
  }

  private static BigInteger order(String curve) {
    return switch (curve) {
      case "P-256" -> PrimeCurve.P256.order();
      case "P-384" -> PrimeCurve.P384.order();
      default -> PrimeCurve.P521.order();
    };
  }

  private static Ecdsa scheme(EcEngines engines, String curve) {
    return switch (curve) {
      case "P-256" -> new Es256(engines);
      case "P-384" -> new Es384(engines);
      default -> new Es512(engines);
    };
  }

  private static KeyPair generate(Ecdsa scheme) {
    return scheme.generateKeyPair(scheme.keySizesBits().get(0), TestEngine.RANDOM);
  }
}

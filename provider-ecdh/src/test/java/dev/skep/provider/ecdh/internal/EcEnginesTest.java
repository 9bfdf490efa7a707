package dev.skep.provider.ecdh.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.skep.api.Bytes;
import dev.skep.api.SettingsException;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.algorithm.Encapsulation;
import dev.skep.api.engine.JcaEngines;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EcEnginesTest {
  private static final String BC_PACKAGE = "org.bouncycastle";
  private static final String CORRETTO_PACKAGE = "com.amazon.corretto";
  private static final Bytes MESSAGE = Bytes.utf8("message");

  static Stream<Function<EcEngines, AttestationScheme>> schemes() {
    return Stream.of(Es256::new, Es384::new, Es512::new, Ed25519::new);
  }

  static Stream<Function<EcEngines, DhKem>> transports() {
    return Stream.of(DhkemP256::new, DhkemP384::new, DhkemP521::new, DhkemX25519::new);
  }

  @Test
  void anEngineThatArrivesIsUsedAndOneThatLeavesIsNot() throws Exception {
    EcEngines engines = new EcEngines(new CurveSettings("BC", "JDK"));
    DhkemP256 kem = new DhkemP256(engines);
    assertThat(keyClass(kem)).doesNotStartWith(BC_PACKAGE);
    engines.addEngine(TestEngine.bouncyCastle());
    assertThat(keyClass(kem)).startsWith(BC_PACKAGE);
    engines.removeEngine(TestEngine.bouncyCastle());
    assertThat(keyClass(kem)).doesNotStartWith(BC_PACKAGE);
  }

  @Test
  void aChangeOfPreferenceTakesEffectInPlace() throws Exception {
    EcEngines engines = new EcEngines(new CurveSettings("BC", "JDK"));
    engines.addEngine(TestEngine.bouncyCastle());
    DhkemX25519 kem = new DhkemX25519(engines);
    assertThat(keyClass(kem)).startsWith(BC_PACKAGE);
    engines.modified(new CurveSettings("JDK"));
    assertThat(keyClass(kem)).doesNotStartWith(BC_PACKAGE);
    engines.modified(new CurveSettings(" BC "));
    assertThat(keyClass(kem)).startsWith(BC_PACKAGE);
  }

  @Test
  void aWrongSettingIsNamedAndTheFormerOneStays() throws Exception {
    EcEngines engines = new EcEngines(new CurveSettings("JDK"));
    assertThatThrownBy(() -> engines.modified(new CurveSettings()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("dev.skep.provider.ecdh, engine.ecdh");
    assertThatThrownBy(() -> new EcEngines(new CurveSettings("JDK", " ")))
        .isInstanceOf(SettingsException.class);
    assertThat(keyClass(new DhkemP256(engines))).doesNotStartWith(BC_PACKAGE);
  }

  @Test
  void anEngineThatIsNotHereIsNamedWithItsSetting() throws Exception {
    EcEngines engines = new EcEngines(new CurveSettings("BC"));
    assertThatIllegalStateException()
        .isThrownBy(() -> new Es256(engines).generateKeyPair(256, TestEngine.RANDOM))
        .withMessageContaining("engine.ecdsa")
        .withStackTraceContaining("[BC]");
  }

  @Test
  void serviceLoaderFindsTheEnginesAndTheFastestIsPreferred() {
    assertThat(keyClass(new DhkemP256())).startsWith(CORRETTO_PACKAGE);
    assertThat(keyClass(new Es256())).startsWith(CORRETTO_PACKAGE);
    assertThat(keyClass(new DhkemX25519())).startsWith(BC_PACKAGE);
    assertThat(keyClass(new Ed25519())).startsWith(BC_PACKAGE);
  }

  @Test
  void hasTheSameDefaultsWithAndWithoutAConfiguration() throws Exception {
    for (String prime : List.of("engine_ecdh", "engine_ecdsa")) {
      assertThat((String[]) EcEngines.Settings.class.getMethod(prime).getDefaultValue())
          .containsExactly("AmazonCorrettoCryptoProvider", "BC", "JDK");
    }
  }

  @Test
  void anEngineThatDoesNotReadTheKeysOfAnAlgorithmIsPassedOver() {
    Provider corretto = new AmazonCorrettoCryptoProvider();
    assertThat(corretto.getService("Signature", "Ed25519")).isNotNull();
    assertThat(corretto.getService("KeyFactory", "Ed25519")).isNull();
    JcaEngines engines = new JcaEngines();
    engines.add(corretto);

    Ed25519 scheme = new Ed25519(new EcEngines(engines, List.of(corretto.getName(), "BC", "JDK")));
    KeyPair pair = scheme.generateKeyPair(255, TestEngine.RANDOM);
    Bytes signature = scheme.sign(pair.getPrivate(), MESSAGE, TestEngine.RANDOM);
    assertThat(scheme.verify(pair.getPublic(), MESSAGE, signature)).isTrue();

    Ed25519 alone = new Ed25519(new EcEngines(engines, List.of(corretto.getName())));
    assertThatIllegalStateException()
        .isThrownBy(() -> alone.generateKeyPair(255, TestEngine.RANDOM))
        .withMessageContaining("engine.ed25519");
  }

  @ParameterizedTest
  @MethodSource("transports")
  void keysOfOneEngineServeInTheOther(Function<EcEngines, DhKem> make) throws Exception {
    for (List<TestEngine> order : allPairs()) {
      DhKem maker = make.apply(order.get(0).engines());
      DhKem user = make.apply(order.get(1).engines());
      KeyPair server = maker.generateKeyPair(maker.keySizesBits().get(0), TestEngine.RANDOM);
      try (Encapsulation made = user.encapsulate(server.getPublic(), TestEngine.RANDOM);
          Decapsulation got = user.decapsulate(server, made.encapsulatedKey(), TestEngine.RANDOM);
          Decapsulation mixed =
              maker.decapsulate(server, made.encapsulatedKey(), TestEngine.RANDOM);
          Decapsulation failed = user.decapsulate(server, Bytes.EMPTY, TestEngine.RANDOM)) {
        assertThat(got.failure()).isEmpty();
        assertThat(got.sharedSecret().matches(made.sharedSecret())).isTrue();
        assertThat(mixed.sharedSecret().matches(made.sharedSecret())).isTrue();
        assertThat(failed.failure()).isPresent();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void signingKeysOfOneEngineServeInTheOther(Function<EcEngines, AttestationScheme> make) {
    for (List<TestEngine> order : allPairs()) {
      AttestationScheme maker = make.apply(order.get(0).engines());
      AttestationScheme user = make.apply(order.get(1).engines());
      KeyPair pair = maker.generateKeyPair(maker.keySizesBits().get(0), TestEngine.RANDOM);
      Bytes signature = user.sign(pair.getPrivate(), MESSAGE, TestEngine.RANDOM);
      assertThat(maker.verify(pair.getPublic(), MESSAGE, signature)).isTrue();
      assertThat(user.verify(pair.getPublic(), MESSAGE, signature)).isTrue();
      assertThat(user.verify(pair.getPublic(), Bytes.EMPTY, signature)).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void keysThatAnEngineDoesNotKnowAreTranslatedThroughTheirEncodings(
      Function<EcEngines, DhKem> make) {
    for (TestEngine engine : TestEngine.values()) {
      DhKem kem = make.apply(engine.engines());
      KeyPair made = kem.generateKeyPair(kem.keySizesBits().get(0), TestEngine.RANDOM);
      KeyPair opaque =
          new KeyPair(
              new OpaquePublicKey(made.getPublic().getEncoded()),
              new OpaquePrivateKey(made.getPrivate().getEncoded()));
      try (Encapsulation sent = kem.encapsulate(opaque.getPublic(), TestEngine.RANDOM);
          Decapsulation got = kem.decapsulate(opaque, sent.encapsulatedKey(), TestEngine.RANDOM)) {
        assertThat(got.failure()).isEmpty();
        assertThat(got.sharedSecret().matches(sent.sharedSecret())).isTrue();
      }
    }
  }

  /** A public key of an engine that has gone. */
  private record OpaquePublicKey(byte[] encoded) implements PublicKey {
    @Override
    public String getAlgorithm() {
      return "gone";
    }

    @Override
    public String getFormat() {
      return "X.509";
    }

    @Override
    public byte[] getEncoded() {
      return encoded.clone();
    }
  }

  /** A private key of an engine that has gone. */
  private record OpaquePrivateKey(byte[] encoded) implements PrivateKey {
    @Override
    public String getAlgorithm() {
      return "gone";
    }

    @Override
    public String getFormat() {
      return "PKCS#8";
    }

    @Override
    public byte[] getEncoded() {
      return encoded.clone();
    }
  }

  private static List<List<TestEngine>> allPairs() {
    return Stream.of(TestEngine.values())
        .flatMap(one -> Stream.of(TestEngine.values()).map(other -> List.of(one, other)))
        .filter(pair -> pair.get(0) != pair.get(1))
        .toList();
  }

  private static String keyClass(CurveAlgorithm algorithm) {
    return algorithm
        .generateKeyPair(algorithm.keySizesBits().get(0), TestEngine.RANDOM)
        .getPublic()
        .getClass()
        .getName();
  }
}

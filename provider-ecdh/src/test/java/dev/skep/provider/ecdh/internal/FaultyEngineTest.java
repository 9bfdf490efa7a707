package dev.skep.provider.ecdh.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.Decapsulation;
import java.security.KeyPair;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an engine that does its part wrongly can and cannot bring about. */
class FaultyEngineTest {
  private static final Bytes MESSAGE = Bytes.utf8("message");

  static Stream<Function<EcEngines, AttestationScheme>> schemes() {
    return Stream.of(Es256::new, Ed25519::new);
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void aSignatureIsNotAcceptedWhereTheEngineThrows(Function<EcEngines, AttestationScheme> make) {
    AttestationScheme jdk = make.apply(TestEngine.JDK.engines());
    KeyPair pair = jdk.generateKeyPair(jdk.keySizesBits().get(0), TestEngine.RANDOM);
    Bytes good = jdk.sign(pair.getPrivate(), MESSAGE, TestEngine.RANDOM);
    for (EcEngines engines : List.of(FaultyProvider.refusing(), FaultyProvider.stumbling())) {
      assertThat(make.apply(engines).verify(pair.getPublic(), MESSAGE, good)).isFalse();
    }
  }

  @Test
  void anEngineThatSignsWithWhatIsNoSignatureIsNamed() {
    KeyPair pair = new Es256(TestEngine.JDK.engines()).generateKeyPair(256, TestEngine.RANDOM);
    Es256 scheme = new Es256(FaultyProvider.refusing());
    assertThatIllegalStateException()
        .isThrownBy(() -> scheme.sign(pair.getPrivate(), MESSAGE, TestEngine.RANDOM))
        .withMessageContaining(FaultyProvider.NAME);
  }

  @Test
  void anEngineThatCannotMakeKeysIsNamed() {
    Es256 scheme = new Es256(FaultyProvider.refusing());
    assertThatIllegalStateException()
        .isThrownBy(() -> scheme.generateKeyPair(256, TestEngine.RANDOM))
        .withMessageContaining(FaultyProvider.NAME);
  }

  @Test
  @DisplayName("attack 27: an X25519 secret of zero is refused where the engine lets it pass")
  void anX25519SecretOfZeroIsRefusedWhereTheEngineLetsItPass() {
    DhKem kem = new DhkemX25519(FaultyProvider.refusing());
    KeyPair server = kem.generateKeyPair(255, TestEngine.RANDOM);
    Bytes ek = Reference.of("X25519").generator();
    try (Decapsulation one = kem.decapsulate(server, ek, TestEngine.RANDOM);
        Decapsulation two = kem.decapsulate(server, ek, TestEngine.RANDOM)) {
      assertThat(one.failure()).get().asString().contains("zero");
      assertThat(one.sharedSecret().matches(two.sharedSecret())).isFalse();
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kem.encapsulate(server.getPublic(), TestEngine.RANDOM));
  }
}

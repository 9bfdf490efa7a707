package dev.skep.provider.pqc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SettingsException;
import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.algorithm.Encapsulation;
import dev.skep.api.algorithm.KeyTransport;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PqcEnginesTest {
  private static final List<Class<? extends Algorithm>> ALGORITHMS =
      List.of(MlKem768.class, MlKem1024.class, XWing.class, MlDsa65.class, MlDsa87.class);

  static Stream<KeyTransport> transports() {
    return Lab.transports();
  }

  @Test
  void anEngineThatArrivesIsUsedAndOneThatLeavesIsNot() throws Exception {
    PqcEngines engines = new PqcEngines(new LatticeSettings("BC"));
    KeyTransport transport = new XWing(engines);
    assertThatIllegalStateException()
        .isThrownBy(() -> Lab.generate(transport))
        .withMessageContaining("dev.skep.provider.pqc, engine.mlkem")
        .withStackTraceContaining("[BC]");
    engines.addEngine(Lab.BOUNCY_CASTLE);
    assertThat(Lab.generate(transport)).isNotNull();
    engines.removeEngine(Lab.BOUNCY_CASTLE);
    assertThatIllegalStateException().isThrownBy(() -> Lab.generate(transport));
  }

  @Test
  void aWrongSettingIsNamedAndTheFormerOneStays() throws Exception {
    PqcEngines engines = new PqcEngines(new LatticeSettings("BC"));
    engines.addEngine(Lab.BOUNCY_CASTLE);
    assertThatThrownBy(() -> engines.modified(new LatticeSettings()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("dev.skep.provider.pqc, engine.mlkem");
    assertThatThrownBy(() -> new PqcEngines(new LatticeSettings("BC", " ")))
        .isInstanceOf(SettingsException.class);
    assertThat(Lab.generate(new MlKem768(engines))).isNotNull();
    engines.modified(new LatticeSettings("Other"));
    assertThatIllegalStateException().isThrownBy(() -> Lab.generate(new MlKem768(engines)));
  }

  @ParameterizedTest
  @MethodSource("transports")
  void keysOfAnEngineThatHasGoneAreTranslatedThroughTheirEncodings(KeyTransport transport) {
    KeyPair made = Lab.generate(transport);
    KeyPair gone =
        new KeyPair(
            new GonePublicKey(made.getPublic().getEncoded()),
            new GonePrivateKey(made.getPrivate().getEncoded()));
    try (Encapsulation sent = transport.encapsulate(gone.getPublic(), Lab.RANDOM);
        Decapsulation got = transport.decapsulate(gone, sent.encapsulatedKey(), Lab.RANDOM)) {
      assertThat(got.failure()).isEmpty();
      assertThat(got.sharedSecret().matches(sent.sharedSecret())).isTrue();
    }
  }

  @Test
  void serviceLoaderFindsTheEngine() {
    AttestationScheme scheme = new MlDsa65();
    KeyPair pair = scheme.generateKeyPair(scheme.keySizesBits().get(0), Lab.RANDOM);
    Bytes signature = scheme.sign(pair.getPrivate(), Bytes.EMPTY, Lab.RANDOM);
    assertThat(scheme.verify(pair.getPublic(), Bytes.EMPTY, signature)).isTrue();
    assertThat(Lab.generate(new XWing())).isNotNull();
  }

  @Test
  void eachAlgorithmIsAComponentUnderItsOwnName() throws Exception {
    for (Class<? extends Algorithm> type : ALGORITHMS) {
      String name = type.getConstructor(PqcEngines.class).newInstance(Lab.engines()).name();
      String role =
          KeyTransport.class.isAssignableFrom(type)
              ? KeyTransport.class.getName()
              : AttestationScheme.class.getName();
      String component = "/OSGI-INF/" + type.getName() + ".xml";
      try (InputStream in = type.getResourceAsStream(component)) {
        assertThat(in).as(component).isNotNull();
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
            .contains("name=\"skep.algorithm\" type=\"String\" value=\"" + name + "\"")
            .contains("interface=\"" + role + "\"");
      }
    }
  }

  @Test
  void theModuleProvidesEachAlgorithmAndExportsNothing() throws Exception {
    Path classes = Path.of(XWing.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    ModuleDescriptor module = ModuleFinder.of(classes).findAll().iterator().next().descriptor();

    assertThat(module.name()).isEqualTo("dev.skep.provider.pqc");
    assertThat(module.exports()).isEmpty();
    assertThat(module.provides().stream().flatMap(provided -> provided.providers().stream()))
        .containsExactlyInAnyOrderElementsOf(ALGORITHMS.stream().map(Class::getName).toList());
  }

  /** A public key of an engine that has gone. */
  private record GonePublicKey(byte[] encoded) implements PublicKey {
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
  private record GonePrivateKey(byte[] encoded) implements PrivateKey {
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
}

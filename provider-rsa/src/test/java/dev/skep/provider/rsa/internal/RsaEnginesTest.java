package dev.skep.provider.rsa.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.testkit.registry.RecordedRegistry;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

class RsaEnginesTest {
  private static final Provider BC = new BouncyCastleProvider();

  @Test
  void prefersTheFirstOfItsListEvenWhenAnotherEngineIsHere() {
    RsaEngines engines = new RsaEngines(settings("JDK", "BC"));
    engines.addEngine(BC);

    for (RsaOperation operation :
        List.of(RsaOperation.DECRYPT, RsaOperation.ENCRYPT, RsaOperation.RAW)) {
      assertThat(engines.cipher(operation).getProvider().getName()).isEqualTo("SunJCE");
    }
    assertThat(engines.pss().getProvider().getName()).isEqualTo("SunRsaSign");
    assertThat(engines.keyFactory().getProvider().getName()).isEqualTo("SunRsaSign");
  }

  @Test
  void hasTheSameDefaultsWithAndWithoutAConfiguration() {
    for (Method setting : RsaSettings.class.getDeclaredMethods()) {
      assertThat((String[]) setting.getDefaultValue())
          .as(setting.getName())
          .containsExactlyElementsOf(EnginePreferences.DEFAULT.decrypt());
    }
    assertThat(EnginePreferences.of(settings("AmazonCorrettoCryptoProvider", "JDK", "BC")))
        .isEqualTo(EnginePreferences.DEFAULT);
  }

  @Test
  void readsAListThatIsOneStringWithCommas() {
    assertThat(EnginePreferences.of(settings(",JDK, ,BC,")))
        .isEqualTo(EnginePreferences.all(List.of("JDK", "BC")));
  }

  @Test
  void takesAnEngineWhenItComesAndFallsBackWhenItGoes() {
    RsaEngines engines = new RsaEngines(settings("BC", "JDK"));
    Ps256 scheme = new Ps256(engines);
    assertThat(engines.pss().getProvider().getName()).isEqualTo("SunRsaSign");

    engines.addEngine(BC);
    assertThat(engines.pss().getProvider()).isSameAs(BC);
    assertThat(engines.digest().getProvider()).isSameAs(BC);
    assertThat(engines.keyPairGenerator().getProvider()).isSameAs(BC);
    Bytes signature = scheme.sign(TestKeys.PRIVATE, Bytes.EMPTY, TestKeys.RANDOM);

    engines.removeEngine(BC);
    assertThat(engines.pss().getProvider().getName()).isEqualTo("SunRsaSign");
    assertThat(scheme.verify(TestKeys.PUBLIC, Bytes.EMPTY, signature)).isTrue();
  }

  @Test
  void takesAChangedConfigurationInPlace() {
    RsaEngines engines = new RsaEngines(settings("JDK"));
    engines.addEngine(BC);
    assertThat(engines.cipher(RsaOperation.DECRYPT).getProvider()).isNotSameAs(BC);

    engines.modified(settings("BC"));

    assertThat(engines.cipher(RsaOperation.DECRYPT).getProvider()).isSameAs(BC);
  }

  @Test
  void offersWhatEnginesHaveAndWithdrawsItBeforeTheLastOneGoes() {
    RsaEngines engines = new RsaEngines(settings("BC"));
    RecordedRegistry offer = new RecordedRegistry(services -> engines.pss());
    engines.addEngine(BC);
    engines.offer(offer.context());
    assertThat(operations(offer))
        .containsExactlyInAnyOrder(
            Stream.of(RsaOperation.values()).map(Enum::name).toArray(String[]::new));

    engines.removeEngine(BC);
    assertThat(operations(offer)).isEmpty();
    assertThatThrownBy(engines::pss).isInstanceOf(IllegalStateException.class);

    engines.modified(settings("JDK"));
    assertThat(operations(offer)).contains("PSS", "DECRYPT", "KEY_FACTORY");

    engines.withdraw();
    assertThat(offer.services()).isEmpty();
  }

  @Test
  void saysNothingMoreOnceItIsWithdrawn() {
    List<Object> changes = new ArrayList<>();
    RsaEngines engines = new RsaEngines(settings("BC"));
    engines.offer(new RecordedRegistry(changes::add).context());
    engines.withdraw();
    changes.clear();
    engines.addEngine(BC);
    assertThat(changes).isEmpty();
  }

  @Test
  void serviceLoaderFindsTheEnginesAndTheFastestIsPreferred() {
    assertThat(RsaEngines.ofModulePath().pss().getProvider().getName())
        .isEqualTo("AmazonCorrettoCryptoProvider");
    Bytes signature = new Rs256().sign(TestKeys.PRIVATE, Bytes.EMPTY, TestKeys.RANDOM);
    assertThat(new Rs256().verify(TestKeys.PUBLIC, Bytes.EMPTY, signature)).isTrue();
  }

  @Test
  void saysWhichSettingIsWrongWhenNoEngineIsLeft() {
    RsaEngines engines = new RsaEngines(settings("Missing"));

    assertThatThrownBy(() -> engines.cipher(RsaOperation.DECRYPT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("engine.rsa.decrypt: none of the engines [Missing] is installed")
        .hasMessageContaining("RSA/ECB/NoPadding");
    assertThatThrownBy(engines::pss).hasMessageContaining("engine.rsa.signature");
    assertThatThrownBy(engines::keyFactory).hasMessageContaining("engine.rsa.keys");
  }

  @Test
  void neverChangesTheGlobalProviderList() {
    List<Provider> before = List.of(java.security.Security.getProviders());

    new RsaEngines(settings("BC", "JDK")).addEngine(BC);
    RsaEngines.ofModulePath();

    assertThat(java.security.Security.getProviders()).containsExactlyElementsOf(before);
  }

  private static RsaSettings settings(String... engines) {
    return new RsaSettings() {
      @Override
      public String[] engine_rsa_decrypt() {
        return engines;
      }

      @Override
      public String[] engine_rsa_encrypt() {
        return engines;
      }

      @Override
      public String[] engine_rsa_signature() {
        return engines;
      }

      @Override
      public String[] engine_rsa_keys() {
        return engines;
      }

      @Override
      public Class<? extends Annotation> annotationType() {
        return RsaSettings.class;
      }
    };
  }

  private static List<String> operations(RecordedRegistry offer) {
    return List.of((String[]) offer.services().get(0).properties().get("skep.operation"));
  }
}

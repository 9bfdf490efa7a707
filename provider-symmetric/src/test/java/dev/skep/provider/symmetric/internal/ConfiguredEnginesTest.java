package dev.skep.provider.symmetric.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.skep.testkit.registry.RecordedRegistry;
import dev.skep.testkit.registry.RecordedRegistry.Published;
import java.lang.annotation.Annotation;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

class ConfiguredEnginesTest {
  private static final String CMAC = "AESCMAC";
  private static final String GCM = "AES/GCM/NoPadding";

  /** What the service's property listed, one entry a change. */
  private final List<Set<String>> published = new ArrayList<>();

  private Consumer<Set<String>> onPublish = names -> {};
  private final RecordedRegistry registry = new RecordedRegistry(this::take);
  private final ConfiguredEngines component = new ConfiguredEngines();
  private final Provider bouncyCastle = new BouncyCastleProvider();

  @Test
  void offersCmacOnlyWhileAnEngineHasIt() {
    component.activate(registry.context(), settings("JDK", "BC"));
    assertThat(latest()).contains(GCM, "HmacSHA256").doesNotContain(CMAC);

    component.addEngine(bouncyCastle);
    assertThat(latest()).contains(GCM, CMAC);
    assertThat(service().mac(Primitive.AES_CMAC, new byte[32])).isNotNull();

    component.removeEngine(bouncyCastle);
    assertThat(latest()).contains(GCM).doesNotContain(CMAC);
    assertThat(service().available()).doesNotContain(Primitive.AES_CMAC);
  }

  @Test
  void offersWhatAnEngineBroughtBeforeItsActivation() {
    component.addEngine(bouncyCastle);
    component.activate(registry.context(), settings("JDK", "BC"));
    assertThat(latest()).contains(CMAC);
  }

  @Test
  void withdrawsAnAlgorithmBeforeItsEngineGoes() {
    component.addEngine(bouncyCastle);
    component.activate(registry.context(), settings("JDK", "BC"));
    List<Boolean> usableWhileWithdrawn = new ArrayList<>();
    onPublish =
        names -> {
          if (usableWhileWithdrawn.isEmpty()) {
            assertThat(names).doesNotContain(CMAC);
            usableWhileWithdrawn.add(service().available().contains(Primitive.AES_CMAC));
          }
        };
    component.removeEngine(bouncyCastle);
    assertThat(usableWhileWithdrawn).containsExactly(true);
  }

  @Test
  void keepsAnAlgorithmThatAnotherEngineOfThePreferenceHas() {
    component.addEngine(bouncyCastle);
    component.activate(registry.context(), settings("BC,JDK", "BC"));
    component.removeEngine(bouncyCastle);
    assertThat(published).allSatisfy(names -> assertThat(names).contains(GCM));
  }

  @Test
  void anEngineThatLeavesTakesNoOtherAlong() {
    Provider other = new AmazonCorrettoCryptoProvider();
    component.activate(registry.context(), settings("JDK", "BC"));
    component.addEngine(bouncyCastle);
    component.addEngine(other);
    component.removeEngine(other);
    assertThat(latest()).contains(CMAC);
    assertThat(service().mac(Primitive.AES_CMAC, new byte[32]).getProvider())
        .isSameAs(bouncyCastle);
  }

  @Test
  void takesChangedSettingsOverWithoutARestart() {
    component.addEngine(bouncyCastle);
    component.activate(registry.context(), settings("JDK", "BC"));
    SymmetricEngines before = service();

    component.modify(settings("Absent", "Absent"));
    assertThat(latest()).isEmpty();
    component.modify(settings("BC", "BC"));
    assertThat(latest()).hasSize(Primitive.values().length);
    assertThat(service()).isSameAs(before);
    assertThat(service().mac(Primitive.HMAC_SHA256, new byte[32]).getProvider())
        .isSameAs(bouncyCastle);
  }

  @Test
  void offersNothingOnceDeactivated() {
    component.activate(registry.context(), settings("JDK", "BC"));
    component.deactivate();
    assertThat(registry.services()).isEmpty();
    int before = published.size();
    component.addEngine(bouncyCastle);
    assertThat(published).hasSize(before);
  }

  private void take(List<Published> services) {
    Map<String, Object> properties = services.get(0).properties();
    Set<String> names = Set.of((String[]) properties.get(ConfiguredEngines.PRIMITIVE_PROPERTY));
    published.add(names);
    onPublish.accept(names);
  }

  private Set<String> latest() {
    return published.get(published.size() - 1);
  }

  private SymmetricEngines service() {
    return (SymmetricEngines) registry.services().get(0).service();
  }

  private static ConfiguredEngines.Settings settings(String most, String cmac) {
    return new ConfiguredEngines.Settings() {
      @Override
      public String[] engine_hmac() {
        return most.split(",");
      }

      @Override
      public String[] engine_gcm() {
        return most.split(",");
      }

      @Override
      public String[] engine_aes() {
        return most.split(",");
      }

      @Override
      public String[] engine_cmac() {
        return cmac.split(",");
      }

      @Override
      public Class<? extends Annotation> annotationType() {
        return ConfiguredEngines.Settings.class;
      }
    };
  }
}

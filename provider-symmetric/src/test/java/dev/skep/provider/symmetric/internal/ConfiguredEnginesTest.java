package dev.skep.provider.symmetric.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

class ConfiguredEnginesTest {
  private static final String CMAC = "AESCMAC";
  private static final String GCM = "AES/GCM/NoPadding";

  private final FakeFramework framework = new FakeFramework();
  private final ConfiguredEngines component = new ConfiguredEngines();
  private final Provider bouncyCastle = new BouncyCastleProvider();

  @Test
  void offersCmacOnlyWhileAnEngineHasIt() {
    component.activate(framework.context(), settings("JDK", "BC"));
    assertThat(framework.latest()).contains(GCM, "HmacSHA256").doesNotContain(CMAC);

    component.addEngine(bouncyCastle);
    assertThat(framework.latest()).contains(GCM, CMAC);
    assertThat(framework.service.mac(Primitive.AES_CMAC, new byte[32])).isNotNull();

    component.removeEngine(bouncyCastle);
    assertThat(framework.latest()).contains(GCM).doesNotContain(CMAC);
    assertThat(framework.service.available()).doesNotContain(Primitive.AES_CMAC);
  }

  @Test
  void offersWhatAnEngineBroughtBeforeItsActivation() {
    component.addEngine(bouncyCastle);
    component.activate(framework.context(), settings("JDK", "BC"));
    assertThat(framework.latest()).contains(CMAC);
  }

  @Test
  void withdrawsAnAlgorithmBeforeItsEngineGoes() {
    component.addEngine(bouncyCastle);
    component.activate(framework.context(), settings("JDK", "BC"));
    List<Boolean> usableWhileWithdrawn = new ArrayList<>();
    framework.onPublish =
        names -> {
          if (usableWhileWithdrawn.isEmpty()) {
            assertThat(names).doesNotContain(CMAC);
            usableWhileWithdrawn.add(framework.service.available().contains(Primitive.AES_CMAC));
          }
        };
    component.removeEngine(bouncyCastle);
    assertThat(usableWhileWithdrawn).containsExactly(true);
  }

  @Test
  void keepsAnAlgorithmThatAnotherEngineOfThePreferenceHas() {
    component.addEngine(bouncyCastle);
    component.activate(framework.context(), settings("BC,JDK", "BC"));
    component.removeEngine(bouncyCastle);
    assertThat(framework.published).allSatisfy(names -> assertThat(names).contains(GCM));
  }

  @Test
  void takesChangedSettingsOverWithoutARestart() {
    component.addEngine(bouncyCastle);
    component.activate(framework.context(), settings("JDK", "BC"));
    SymmetricEngines before = framework.service;

    component.modify(settings("Absent", "Absent"));
    assertThat(framework.latest()).isEmpty();
    component.modify(settings("BC", "BC"));
    assertThat(framework.latest()).hasSize(Primitive.values().length);
    assertThat(framework.service).isSameAs(before);
    assertThat(framework.service.mac(Primitive.HMAC_SHA256, new byte[32]).getProvider())
        .isSameAs(bouncyCastle);
  }

  @Test
  void offersNothingOnceDeactivated() {
    component.activate(framework.context(), settings("JDK", "BC"));
    component.deactivate();
    assertThat(framework.unregistered).isTrue();
    int before = framework.published.size();
    component.addEngine(bouncyCastle);
    assertThat(framework.published).hasSize(before);
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

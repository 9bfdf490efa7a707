package dev.skep.provider.symmetric.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.engine.JcaEngines;
import java.security.Provider;
import java.util.List;
import org.junit.jupiter.api.Test;

class SymmetricEnginesTest {
  @Test
  void theJdkHasEverythingButCmac() {
    assertThat(new SymmetricEngines(new JcaEngines(), EnginePreferences.all("JDK")).available())
        .containsExactlyInAnyOrder(
            Primitive.HMAC_SHA256,
            Primitive.HMAC_SHA384,
            Primitive.HMAC_SHA512,
            Primitive.SHA256,
            Primitive.AES_GCM,
            Primitive.AES_CBC,
            Primitive.AES_ECB);
  }

  @Test
  void bouncyCastleHasEverything() {
    assertThat(Engine.BC.engines().available()).containsExactlyInAnyOrder(Primitive.values());
  }

  @Test
  void takesThePreferredEngineThatHasThePrimitive() {
    List<String> both = List.of("Absent", "JDK", "BC");
    var chosen =
        SymmetricEngines.choose(
            Engine.installed(), new EnginePreferences(List.of("BC"), both, both, both));
    assertThat(chosen.get(Primitive.HMAC_SHA256).getName()).isEqualTo("BC");
    assertThat(chosen.get(Primitive.AES_GCM).getName()).isEqualTo("SunJCE");
    assertThat(chosen.get(Primitive.AES_CBC).getName()).isEqualTo("SunJCE");
    assertThat(chosen.get(Primitive.AES_CMAC).getName()).isEqualTo("BC");
  }

  @Test
  void passesOverAnEngineThatHasAesInAnotherModeOnly() {
    JcaEngines installed = new JcaEngines();
    installed.add(new SingleBlocks());
    var chosen =
        SymmetricEngines.choose(installed, EnginePreferences.all(SingleBlocks.NAME, "JDK"));
    assertThat(chosen.get(Primitive.AES_ECB).getName()).isEqualTo(SingleBlocks.NAME);
    assertThat(chosen.get(Primitive.AES_CBC).getName()).isEqualTo("SunJCE");
    assertThat(chosen.get(Primitive.AES_GCM).getName()).isEqualTo("SunJCE");
    assertThat(SymmetricEngines.choose(installed, EnginePreferences.all(SingleBlocks.NAME)))
        .containsOnlyKeys(Primitive.AES_ECB);
  }

  @Test
  void theDefaultTakesTheJdkAndBouncyCastleForCmacOnly() {
    var chosen = SymmetricEngines.choose(Engine.installed(), EnginePreferences.DEFAULT);
    assertThat(chosen).hasSize(Primitive.values().length);
    chosen.forEach(
        (primitive, engine) ->
            assertThat(engine.getName().equals("BC"))
                .as(primitive.name())
                .isEqualTo(primitive == Primitive.AES_CMAC));
  }

  @Test
  void saysWhatToInstallWhereNoEngineHasIt() {
    KbkdfCmacAes256 kdf =
        new KbkdfCmacAes256(new SymmetricEngines(new JcaEngines(), EnginePreferences.DEFAULT));
    try (SecretBytes key = SecretBytes.adopt(new byte[32])) {
      assertThatIllegalStateException()
          .isThrownBy(() -> kdf.derive(key, "label", Bytes.EMPTY, 32))
          .withMessageContaining("AESCMAC")
          .withMessageContaining("install");
    }
  }

  /** Bouncy Castle's AES without its modes. */
  private static final class SingleBlocks extends Provider {
    private static final long serialVersionUID = 1L;
    private static final String NAME = "SINGLE-BLOCKS";

    SingleBlocks() {
      super(NAME, "1", "a test's engine");
      put("Cipher.AES", "org.bouncycastle.jcajce.provider.symmetric.AES$ECB");
      put("Cipher.AES SupportedModes", "ECB");
    }
  }
}

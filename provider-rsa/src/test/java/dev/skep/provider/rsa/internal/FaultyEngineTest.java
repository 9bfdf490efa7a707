package dev.skep.provider.rsa.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.engine.JcaEngines;
import java.security.SignatureException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an engine that does its part wrongly can and cannot bring about. */
class FaultyEngineTest {
  private static final SignatureException CHECKED = new SignatureException("no signature");

  @Test
  void aSignatureIsNotAcceptedWhereTheEngineThrows() {
    AttestationScheme good = new Ps256(TestKeys.engines("JDK"));
    Bytes signature = good.sign(TestKeys.PRIVATE, Bytes.EMPTY, TestKeys.RANDOM);
    for (Exception failure : List.of(CHECKED, new IndexOutOfBoundsException("a defect"))) {
      Ps256 scheme = new Ps256(FaultyEngine.throwing(failure));
      assertThat(scheme.verify(TestKeys.PUBLIC, Bytes.EMPTY, signature)).isFalse();
    }
  }

  @Test
  void aSignatureIsNotAcceptedWhereTheEnginesCipherThrows() {
    AttestationScheme good = new Rs256(TestKeys.engines("JDK"));
    Bytes signature = good.sign(TestKeys.PRIVATE, Bytes.EMPTY, TestKeys.RANDOM);
    JcaEngines engines = new JcaEngines();
    // It cannot note its operation in a list that takes nothing.
    engines.add(new RecordingEngine(List.of()));
    Rs256 scheme = new Rs256(new RsaEngines(engines, List.of("RECORDING")));
    assertThat(scheme.verify(TestKeys.PUBLIC, Bytes.EMPTY, signature)).isFalse();
  }

  @Test
  void anEngineThatFailsIsNoneThatGoesOn() {
    RsaEngines engines = FaultyEngine.throwing(CHECKED);
    assertThatThrownBy(
            () -> new Ps256(engines).sign(TestKeys.PRIVATE, Bytes.EMPTY, TestKeys.RANDOM))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the RSA engine failed: no signature");
    assertThatThrownBy(() -> engines.cipher(RsaOperation.ENCRYPT))
        .as("a cipher that it lists and lacks")
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the RSA engine failed: ");
  }
}

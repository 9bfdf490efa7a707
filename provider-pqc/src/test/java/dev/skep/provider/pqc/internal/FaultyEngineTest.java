package dev.skep.provider.pqc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.skep.api.Bytes;
import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an engine that does its part wrongly can and cannot bring about. */
class FaultyEngineTest {
  private final MlDsa good = new MlDsa65(Lab.engines());
  private final int size = good.keySizesBits().get(0);

  @Test
  void aSignatureIsNotAcceptedWhereTheEngineThrows() throws Exception {
    KeyPair pair = good.generateKeyPair(size, Lab.RANDOM);
    Bytes signature = good.sign(pair.getPrivate(), Bytes.EMPTY, Lab.RANDOM);
    for (PqcEngines engines : List.of(FaultyProvider.refusing(), FaultyProvider.stumbling())) {
      MlDsa faulty = new MlDsa65(engines);
      assertThat(faulty.verify(pair.getPublic(), Bytes.EMPTY, signature)).isFalse();
    }
  }

  @Test
  void anEngineThatCannotMakeKeysIsNamed() throws Exception {
    MlDsa faulty = new MlDsa65(FaultyProvider.refusing());
    assertThatIllegalStateException()
        .isThrownBy(() -> faulty.generateKeyPair(size, Lab.RANDOM))
        .withMessageContaining(FaultyProvider.NAME);
  }
}

package dev.skep.provider.ecdh.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.skep.testkit.registry.RecordedRegistry;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

/** What the engines' service says that can be done, while engines and settings change. */
class OfferedOperationsTest {
  @Test
  void offersWhatEnginesHaveAndWithdrawsItBeforeTheLastOneGoes() throws Exception {
    EcEngines engines = new EcEngines(new CurveSettings("BC"));
    DhkemP256 kem = new DhkemP256(engines);
    RecordedRegistry offer =
        new RecordedRegistry(
            services -> {
              if (!services.isEmpty()) {
                assertThat(kem.generateKeyPair(256, TestEngine.RANDOM))
                    .as("while it is offered or drained")
                    .isNotNull();
              }
            });
    engines.addEngine(TestEngine.bouncyCastle());
    engines.offer(offer.context());
    assertThat(operations(offer))
        .containsExactlyInAnyOrderElementsOf(
            EcOperation.ALL.stream().map(EcOperation::property).toList());

    engines.removeEngine(TestEngine.bouncyCastle());
    assertThat(operations(offer)).isNotEmpty().allMatch(operation -> operation.startsWith("Mac."));

    engines.modified(new CurveSettings("JDK"));
    assertThat(operations(offer)).contains("KeyAgreement.ECDH", "Signature.Ed25519");
    engines.modified(new CurveSettings("BC"));
    assertThat(operations(offer)).doesNotContain("KeyAgreement.ECDH", "Signature.Ed25519");

    engines.withdraw();
    assertThat(offer.services()).isEmpty();
  }

  @Test
  void offersNothingOfAnEngineThatDoesNotReadTheKeys() throws Exception {
    Provider corretto = new AmazonCorrettoCryptoProvider();
    EcEngines engines = new EcEngines(new CurveSettings(corretto.getName()));
    engines.addEngine(corretto);
    RecordedRegistry offer = new RecordedRegistry(services -> {});
    engines.offer(offer.context());
    assertThat(operations(offer))
        .contains("KeyAgreement.ECDH", "Signature.SHA256withECDSA")
        .doesNotContain("Signature.Ed25519");
  }

  @Test
  void offersWhatAnEngineHasAsSoonAsItArrives() throws Exception {
    EcEngines engines = new EcEngines(new CurveSettings("BC"));
    RecordedRegistry offer = new RecordedRegistry(services -> {});
    engines.offer(offer.context());
    assertThat(operations(offer)).doesNotContain("KeyAgreement.ECDH");
    engines.addEngine(TestEngine.bouncyCastle());
    assertThat(operations(offer)).contains("KeyAgreement.ECDH", "Signature.Ed25519");
  }

  @Test
  void theOlderOfTwoEnginesOfOneNameTakesOverFromTheNewer() throws Exception {
    Provider newer = new BouncyCastleProvider();
    EcEngines engines = new EcEngines(new CurveSettings("BC"));
    engines.addEngine(TestEngine.bouncyCastle());
    engines.addEngine(newer);
    RecordedRegistry offer = new RecordedRegistry(services -> {});
    engines.offer(offer.context());
    engines.removeEngine(newer);
    assertThat(operations(offer)).contains("KeyAgreement.ECDH", "Signature.Ed25519");
  }

  @Test
  void saysNothingMoreOnceItIsWithdrawn() throws Exception {
    List<Object> changes = new ArrayList<>();
    EcEngines engines = new EcEngines(new CurveSettings("BC"));
    engines.offer(new RecordedRegistry(changes::add).context());
    engines.withdraw();
    changes.clear();
    engines.addEngine(TestEngine.bouncyCastle());
    assertThat(changes).isEmpty();
  }

  private static List<String> operations(RecordedRegistry offer) {
    return List.of((String[]) offer.services().get(0).properties().get("skep.operation"));
  }
}

package dev.skep.provider.pqc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.algorithm.KeyTransport;
import dev.skep.testkit.registry.RecordedRegistry;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

/** What the engines' service says that can be done, while engines and settings change. */
class OfferedOperationsTest {
  private static final String[] LATTICE = {
    "KeyGenerator.ML-KEM-768", "Signature.ML-DSA-65", "KeyFactory.X-WING"
  };

  @Test
  void offersWhatEnginesHaveAndWithdrawsItBeforeTheLastOneGoes() throws Exception {
    PqcEngines engines = new PqcEngines(new LatticeSettings("BC"));
    KeyTransport transport = new XWing(engines);
    RecordedRegistry offer =
        new RecordedRegistry(services -> assertThat(Lab.generate(transport)).isNotNull());
    engines.addEngine(Lab.BOUNCY_CASTLE);
    engines.offer(offer.context());
    assertThat(operations(offer))
        .containsExactlyInAnyOrderElementsOf(
            PqcOperation.ALL.stream().map(PqcOperation::property).toList());

    engines.removeEngine(Lab.BOUNCY_CASTLE);
    assertThat(operations(offer))
        .doesNotContain("KeyGenerator.ML-KEM-768", "Signature.ML-DSA-65", "KeyFactory.X-WING");

    engines.withdraw();
    assertThat(offer.services()).isEmpty();
  }

  @Test
  void offersWhatAnEngineHasAsSoonAsItArrives() throws Exception {
    PqcEngines engines = new PqcEngines(new LatticeSettings("BC"));
    RecordedRegistry offer = new RecordedRegistry(services -> {});
    engines.offer(offer.context());
    assertThat(operations(offer)).doesNotContain(LATTICE);
    engines.addEngine(Lab.BOUNCY_CASTLE);
    assertThat(operations(offer)).contains(LATTICE);
  }

  @Test
  void changedSettingsWithdrawAnAlgorithmBeforeTheyTakeEffectAndBringItBackAfter()
      throws Exception {
    PqcEngines engines = new PqcEngines(new LatticeSettings("BC"));
    engines.addEngine(Lab.BOUNCY_CASTLE);
    KeyTransport transport = new MlKem768(engines);
    RecordedRegistry offer =
        new RecordedRegistry(
            services ->
                assertThat(Lab.generate(transport))
                    .as("while it is offered or drained")
                    .isNotNull());
    engines.offer(offer.context());
    engines.modified(new LatticeSettings("Other"));
    assertThat(operations(offer)).doesNotContain(LATTICE).contains("KeyAgreement.X25519");
    engines.modified(new LatticeSettings("BC"));
    assertThat(operations(offer)).contains(LATTICE);
  }

  @Test
  void theOlderOfTwoEnginesOfOneNameTakesOverFromTheNewer() throws Exception {
    Provider newer = new BouncyCastleProvider();
    PqcEngines engines = new PqcEngines(new LatticeSettings("BC"));
    engines.addEngine(Lab.BOUNCY_CASTLE);
    engines.addEngine(newer);
    RecordedRegistry offer = new RecordedRegistry(services -> {});
    engines.offer(offer.context());
    engines.removeEngine(newer);
    assertThat(operations(offer)).contains(LATTICE);
  }

  @Test
  void saysNothingMoreOnceItIsWithdrawn() throws Exception {
    List<Object> changes = new ArrayList<>();
    PqcEngines engines = new PqcEngines(new LatticeSettings("BC"));
    engines.offer(new RecordedRegistry(changes::add).context());
    engines.withdraw();
    changes.clear();
    engines.addEngine(Lab.BOUNCY_CASTLE);
    assertThat(changes).isEmpty();
  }

  private static List<String> operations(RecordedRegistry offer) {
    return List.of((String[]) offer.services().get(0).properties().get("skep.operation"));
  }
}

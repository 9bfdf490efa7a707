package dev.skep.api.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EngineOfferTest {
  private final List<Set<String>> published = new ArrayList<>();
  private final EngineOffer<String> offer = new EngineOffer<>();

  @Test
  void withdrawsWhatIsLostBeforeItOffersWhatIsNew() {
    offer.open(Set.of("RSA", "EC"), published::add);
    offer.keepWithin(Set.of("EC", "CMAC"));
    offer.become(Set.of("EC", "CMAC"));
    assertThat(published).containsExactly(Set.of("EC"), Set.of("EC", "CMAC"));
  }

  @Test
  void saysNothingWhereNothingChanges() {
    offer.open(Set.of("EC"), published::add);
    offer.keepWithin(Set.of("EC", "RSA"));
    offer.become(Set.of("EC"));
    assertThat(published).isEmpty();
  }

  @Test
  void publishesNothingBeforeItIsOpenAndAfterItIsClosed() {
    offer.become(Set.of("EC"));
    offer.open(Set.of(), published::add);
    offer.close();
    offer.become(Set.of("EC"));
    offer.keepWithin(Set.of());
    assertThat(published).isEmpty();
  }
}

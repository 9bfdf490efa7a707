package dev.skep.protocol.catalogue;

import static dev.skep.protocol.catalogue.Stubs.stub;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.algorithm.SessionCipher;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which algorithm is lent, and which names there are. */
class AlgorithmCatalogueTest {
  private final AlgorithmCatalogue catalogue = new AlgorithmCatalogue();
  private final KeyDerivation first = stub(KeyDerivation.class, "K");
  private final KeyDerivation second = stub(KeyDerivation.class, "K");

  @BeforeEach
  void addTheFirst() {
    catalogue.add(KeyDerivation.class, first, 0);
  }

  @Test
  void lendsTheHighestRanking() {
    catalogue.add(KeyDerivation.class, second, 1);
    assertThat(lent()).containsSame(second);
    catalogue.remove(second, Duration.ZERO);
    assertThat(lent()).containsSame(first);
  }

  @Test
  void doesNotLendALowerRankingWhileThereIsAHigher() {
    catalogue.add(KeyDerivation.class, second, -1);
    assertThat(lent()).containsSame(first);
    catalogue.remove(first, Duration.ZERO);
    assertThat(lent()).containsSame(second);
  }

  @Test
  void lendsTheOlderOfEqualRanking() {
    catalogue.add(KeyDerivation.class, second, 0);
    assertThat(lent()).containsSame(first);
    catalogue.remove(first, Duration.ZERO);
    catalogue.add(KeyDerivation.class, first, 0);
    assertThat(lent()).containsSame(second);
  }

  @Test
  void lendsNothingOfAnotherNameOrRole() {
    assertThat(catalogue.lease(KeyDerivation.class, "k", Duration.ZERO)).isEmpty();
    assertThat(catalogue.lease(SessionCipher.class, "K", Duration.ZERO)).isEmpty();
    assertThat(new AlgorithmCatalogue().names(KeyDerivation.class)).isEmpty();
  }

  @Test
  void namesEachAlgorithmOfARoleOnceInOrder() {
    catalogue.add(KeyDerivation.class, second, 5);
    catalogue.add(KeyDerivation.class, stub(KeyDerivation.class, "B"), -3);
    catalogue.add(KeyDerivation.class, stub(KeyDerivation.class, "A"), 0);
    catalogue.add(SessionCipher.class, stub(SessionCipher.class, "C"), 0);
    assertThat(catalogue.names(KeyDerivation.class)).containsExactly("A", "B", "K");
    assertThat(catalogue.names(SessionCipher.class)).containsExactly("C");
    catalogue.remove(first, Duration.ZERO);
    assertThat(catalogue.names(KeyDerivation.class)).containsExactly("A", "B", "K");
    catalogue.remove(second, Duration.ZERO);
    assertThat(catalogue.names(KeyDerivation.class)).containsExactly("A", "B");
  }

  @Test
  void ignoresTheRemovalOfWhatIsNotThere() {
    assertThat(catalogue.remove(second, Duration.ZERO)).isTrue();
    assertThat(lent()).containsSame(first);
    assertThat(catalogue.remove(first, Duration.ZERO)).isTrue();
    assertThat(catalogue.remove(first, Duration.ZERO)).isTrue();
    assertThat(lent()).isEmpty();
  }

  @Test
  void leavesOutWhatServiceLoaderCannotMake() {
    AlgorithmCatalogue found = AlgorithmCatalogue.fromServiceLoader();
    assertThat(found.names(KeyDerivation.class))
        .contains(WorkingKdf.NAME)
        .doesNotContain(BrokenKdf.NAME);
    assertThat(found.lease(KeyDerivation.class, WorkingKdf.NAME, Duration.ZERO))
        .hasValueSatisfying(lease -> assertThat(lease.get()).isInstanceOf(WorkingKdf.class));
  }

  private Optional<KeyDerivation> lent() {
    return catalogue
        .lease(KeyDerivation.class, "K", Duration.ZERO)
        .map(
            lease -> {
              lease.close();
              return lease.get();
            });
  }
}

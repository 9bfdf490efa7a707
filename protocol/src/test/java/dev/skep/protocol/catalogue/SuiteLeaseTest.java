package dev.skep.protocol.catalogue;

import static dev.skep.protocol.catalogue.Stubs.LONG;
import static dev.skep.protocol.catalogue.Stubs.awaitWaiting;
import static dev.skep.protocol.catalogue.Stubs.stub;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Suite;
import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.algorithm.SessionCipher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All four algorithms of a suite are lent, or none. */
class SuiteLeaseTest {
  private static final Suite SUITE = new Suite("T", "A", "K", "C");

  private final AlgorithmCatalogue catalogue = new AlgorithmCatalogue();
  private final KeyTransport transport = stub(KeyTransport.class, "T");
  private final AttestationScheme attestation = stub(AttestationScheme.class, "A");
  private final KeyDerivation kdf = stub(KeyDerivation.class, "K");
  private final SessionCipher cipher = stub(SessionCipher.class, "C");
  private final List<Algorithm> all = List.of(transport, attestation, kdf, cipher);

  @BeforeEach
  void addAll() {
    catalogue.add(KeyTransport.class, transport, 0);
    catalogue.add(AttestationScheme.class, attestation, 0);
    catalogue.add(KeyDerivation.class, kdf, 0);
    catalogue.add(SessionCipher.class, cipher, 0);
  }

  @Test
  void lendsAllFour() {
    try (SuiteLease lease = take(SUITE).orElseThrow()) {
      assertThat(lease.suite()).isEqualTo(SUITE);
      assertThat(lease.transport()).isSameAs(transport);
      assertThat(lease.attestation()).isSameAs(attestation);
      assertThat(lease.kdf()).isSameAs(kdf);
      assertThat(lease.cipher()).isSameAs(cipher);
      assertThat(all).noneMatch(this::isReleased);
    }
  }

  @Test
  void releasesAllFourOnClose() {
    take(SUITE).orElseThrow().close();
    assertThat(all).allMatch(this::isReleased);
  }

  @ParameterizedTest(name = "without number {0}")
  @ValueSource(ints = {0, 1, 2, 3})
  void lendsNoneIfOneIsMissing(int missing) {
    catalogue.remove(all.get(missing), Duration.ZERO);
    assertThat(take(SUITE)).isEmpty();
    assertThat(all).allMatch(this::isReleased);
  }

  @ParameterizedTest(name = "without number {0}")
  @ValueSource(ints = {0, 1, 2, 3})
  @Timeout(60)
  void holdsNoneWhileItWaitsForTheOther(int missing) throws Exception {
    catalogue.remove(all.get(missing), Duration.ZERO);
    FutureTask<Optional<SuiteLease>> caller =
        new FutureTask<>(() -> SuiteLease.take(catalogue, SUITE, LONG));
    Thread thread = new Thread(caller);
    thread.start();
    awaitWaiting(thread);
    for (Algorithm algorithm : all) {
      assertThat(isReleased(algorithm)).as(algorithm.name()).isTrue();
    }
    addAll();
    caller.get(LONG.toSeconds() / 2, TimeUnit.SECONDS).orElseThrow().close();
    assertThat(all).allMatch(this::isReleased);
  }

  @Test
  @Timeout(60)
  void waitsForNoneOfWhichAPartWasNeverInstalled() {
    for (Suite unknown :
        List.of(
            new Suite("X", "A", "K", "C"),
            new Suite("T", "X", "K", "C"),
            new Suite("T", "A", "X", "C"),
            new Suite("T", "A", "K", "X"))) {
      assertThat(SuiteLease.take(catalogue, unknown, Duration.ofDays(1))).isEmpty();
    }
    assertThat(all).allMatch(this::isReleased);
  }

  @Test
  void lendsNothingUnderTheNamesOfOtherRoles() {
    assertThat(take(new Suite("A", "T", "C", "K"))).isEmpty();
    assertThat(all).allMatch(this::isReleased);
  }

  private Optional<SuiteLease> take(Suite suite) {
    return SuiteLease.take(catalogue, suite, Duration.ZERO);
  }

  private boolean isReleased(Algorithm algorithm) {
    return catalogue.remove(algorithm, Duration.ZERO);
  }
}

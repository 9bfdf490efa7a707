package dev.skep.store.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.CertificateEntry;
import dev.skep.api.issuer.CertificateEntry.Revocation;
import dev.skep.api.issuer.CertificateEntry.Status;
import dev.skep.api.issuer.Enrollment;
import dev.skep.api.issuer.EnrollmentState;
import dev.skep.api.issuer.EnrollmentStore;
import dev.skep.api.issuer.EnrollmentTerms;
import dev.skep.api.issuer.RevocationReason;
import dev.skep.api.issuer.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class EnrollmentStoreContractTest {
  private static final Bytes FIRST = Samples.session(1);
  private static final Bytes SECOND = Samples.session(2);
  private static final EnrollmentTerms TERMS = Samples.terms("A1", "alice");

  private final TestClock clock = new TestClock();
  private final Nodes nodes;
  private JdbcStores node;
  private EnrollmentStore store;

  EnrollmentStoreContractTest(Engine engine) {
    nodes = new Nodes(engine);
  }

  @BeforeEach
  void open() throws StoreException {
    node = nodes.start(clock);
    store = node.enrollments();
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  private EnrollmentState state(String id) throws StoreException {
    return store.find(id).orElseThrow().state();
  }

  private CertificateEntry certificate(String serialNumber) throws StoreException {
    return node.certificates().find(serialNumber).orElseThrow();
  }

  @Test
  void keepsWhatWasCreatedAsItIs() throws StoreException {
    assertThat(store.create(TERMS)).isTrue();
    assertThat(store.create(TERMS)).as("the id is taken").isFalse();

    assertThat(store.find("A1"))
        .contains(new Enrollment(TERMS, EnrollmentState.OPEN, 0, Optional.empty()));
    assertThat(store.find("B1")).isEmpty();
  }

  @Test
  void listsTheNewestFirst() throws StoreException {
    for (String id : List.of("A1", "A2", "A3")) {
      store.create(Samples.terms(id, "alice"));
    }

    assertThat(store.list(2).stream().map(one -> one.terms().id())).containsExactly("A3", "A2");
  }

  @Test
  void blocksAnOpenEnrolmentAtTheLimitOfWrongCodes() throws StoreException {
    store.create(TERMS);
    store.countFailure("A1", 2);
    assertThat(state("A1")).isEqualTo(EnrollmentState.OPEN);
    store.countFailure("A1", 2);
    assertThat(state("A1")).isEqualTo(EnrollmentState.BLOCKED);
    assertThat(store.begin("A1", FIRST, List.of())).isFalse();
    assertThat(store.cancel("A1")).isFalse();
    store.countFailure("unknown", 2);
  }

  @Test
  void wrongCodesDoNotBlockWhatIsCompleted() throws StoreException {
    store.create(TERMS);
    store.begin("A1", FIRST, List.of());
    store.complete("A1", FIRST);
    store.countFailure("A1", 1);

    assertThat(state("A1")).isEqualTo(EnrollmentState.COMPLETED);
    assertThat(store.find("A1").orElseThrow().failedAttempts()).isEqualTo(1);
  }

  @Test
  void countsEveryWrongCodeOfManyAtOnce() throws Exception {
    store.create(TERMS);
    EnrollmentStore other = nodes.start(clock).enrollments();
    Nodes.together(
        IntStream.range(0, 8)
            .<Callable<Boolean>>mapToObj(
                i ->
                    () -> {
                      (i % 2 == 0 ? store : other).countFailure("A1", 100);
                      return true;
                    })
            .toList());

    assertThat(store.find("A1").orElseThrow().failedAttempts()).isEqualTo(8);
  }

  @Test
  void beginRegistersPendingCertificatesAndCompleteMakesThemActive() throws StoreException {
    store.create(TERMS);
    assertThat(
            store.begin("A1", FIRST, List.of(Samples.certificate("a1"), Samples.certificate("b2"))))
        .isTrue();
    assertThat(store.find("A1").orElseThrow().sessionId()).contains(FIRST);
    assertThat(certificate("a1"))
        .isEqualTo(
            new CertificateEntry(
                Samples.certificate("a1"), "alice", FIRST, Status.PENDING, Optional.empty()));

    assertThat(store.complete("A1", FIRST)).isTrue();
    assertThat(store.complete("A1", FIRST)).as("repeated").isTrue();
    assertThat(store.complete("A1", SECOND)).isFalse();
    assertThat(state("A1")).isEqualTo(EnrollmentState.COMPLETED);
    assertThat(certificate("a1").status()).isEqualTo(Status.ACTIVE);
    assertThat(certificate("b2").status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void beginMayBeRepeatedByTheSameSession() throws StoreException {
    store.create(TERMS);
    store.begin("A1", FIRST, List.of(Samples.certificate("a1")));
    assertThat(store.begin("A1", FIRST, List.of(Samples.certificate("a1")))).isTrue();

    assertThat(certificate("a1").status()).isEqualTo(Status.PENDING);
  }

  @Test
  void newerSessionSupersedesWhatTheEarlierLeftPending() throws StoreException {
    store.create(TERMS);
    store.begin("A1", FIRST, List.of(Samples.certificate("a1")));
    store.begin("A1", SECOND, List.of(Samples.certificate("b2")));

    assertThat(certificate("a1").status()).isEqualTo(Status.REVOKED);
    assertThat(certificate("a1").revocation())
        .contains(new Revocation(TestClock.START, RevocationReason.SUPERSEDED));
    assertThat(certificate("b2").status()).isEqualTo(Status.PENDING);
    assertThat(store.complete("A1", FIRST)).as("another one is the newest").isFalse();
    assertThat(store.complete("A1", SECOND)).isTrue();
    assertThat(certificate("a1").status()).isEqualTo(Status.REVOKED);
  }

  @Test
  void changesNothingWhereNothingIsOpen() throws StoreException {
    assertThat(store.begin("A1", FIRST, List.of(Samples.certificate("a1")))).isFalse();
    assertThat(store.complete("A1", FIRST)).isFalse();
    assertThat(store.cancel("A1")).isFalse();
    store.create(TERMS);
    assertThat(store.complete("A1", FIRST)).as("no session yet").isFalse();
    store.begin("A1", FIRST, List.of());
    store.complete("A1", FIRST);
    assertThat(store.begin("A1", SECOND, List.of(Samples.certificate("a1")))).isFalse();

    assertThat(node.certificates().find("a1")).isEmpty();
    assertThat(store.find("A1").orElseThrow().sessionId()).contains(FIRST);
  }

  @Test
  void cancelRevokesWhatIsPending() throws StoreException {
    store.create(TERMS);
    store.begin("A1", FIRST, List.of(Samples.certificate("a1")));

    assertThat(store.cancel("A1")).isTrue();
    assertThat(store.cancel("A1")).isFalse();
    assertThat(certificate("a1").status()).isEqualTo(Status.REVOKED);
    assertThat(store.complete("A1", FIRST)).isFalse();
  }

  @Test
  void takesNothingOfABeginWithASerialNumberOfAnotherSession() throws StoreException {
    store.create(TERMS);
    store.create(Samples.terms("B1", "bob"));
    store.begin("A1", FIRST, List.of(Samples.certificate("a1")));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                store.begin(
                    "B1", SECOND, List.of(Samples.certificate("b2"), Samples.certificate("a1"))))
        .withMessageContaining("a1");
    assertThat(node.certificates().find("b2")).isEmpty();
    assertThat(store.find("B1").orElseThrow().sessionId()).isEmpty();
  }

  @Test
  void exactlyOneOfTwoSessionsOnTwoNodesCompletes() throws Exception {
    EnrollmentStore other = nodes.start(clock).enrollments();
    for (int i = 0; i < 40; i++) {
      String id = "C" + i;
      String one = "1" + i;
      String two = "2" + i;
      store.create(Samples.terms(id, "alice"));

      List<Boolean> completed =
          Nodes.together(
              List.<Callable<Boolean>>of(
                  () ->
                      store.begin(id, FIRST, List.of(Samples.certificate(one)))
                          && store.complete(id, FIRST),
                  () ->
                      other.begin(id, SECOND, List.of(Samples.certificate(two)))
                          && other.complete(id, SECOND)));

      assertThat(completed).containsExactlyInAnyOrder(true, false);
      List<Status> statuses = new ArrayList<>();
      for (String serialNumber : List.of(one, two)) {
        node.certificates().find(serialNumber).ifPresent(found -> statuses.add(found.status()));
      }
      assertThat(statuses).containsOnlyOnce(Status.ACTIVE).doesNotContain(Status.PENDING);
    }
  }

  @Test
  void keepsPostQuantumSizes() throws StoreException {
    store.create(TERMS);
    store.begin("A1", FIRST, List.of(Samples.large("a1")));

    assertThat(certificate("a1").issued()).isEqualTo(Samples.large("a1"));
  }

  @Test
  void keepsNamesOfTheLongestKind() throws StoreException {
    EnrollmentTerms terms = Samples.terms("X".repeat(32), "ä".repeat(64));
    store.create(terms);

    assertThat(store.find("X".repeat(32)).orElseThrow().terms()).isEqualTo(terms);
  }
}

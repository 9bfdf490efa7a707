package dev.skep.store.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.issuer.CertificateEntry;
import dev.skep.api.issuer.CertificateEntry.Revocation;
import dev.skep.api.issuer.CertificateEntry.Status;
import dev.skep.api.issuer.CertificateRegister;
import dev.skep.api.issuer.IssuedCertificate;
import dev.skep.api.issuer.RevocationReason;
import dev.skep.api.issuer.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class CertificateRegisterContractTest {
  private final TestClock clock = new TestClock();
  private final Nodes nodes;
  private JdbcStores node;
  private CertificateRegister register;

  CertificateRegisterContractTest(Engine engine) {
    nodes = new Nodes(engine);
  }

  @BeforeEach
  void open() throws StoreException {
    node = nodes.start(clock);
    register = node.certificates();
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  /** Certificates of one enrolment of its own. */
  private void begin(String id, String account, String... serialNumbers) throws StoreException {
    node.enrollments().create(Samples.terms(id, account));
    List<IssuedCertificate> certificates =
        List.of(serialNumbers).stream().map(Samples::certificate).toList();
    node.enrollments().begin(id, Samples.session(id.hashCode()), certificates);
  }

  private void complete(String id) throws StoreException {
    node.enrollments().complete(id, Samples.session(id.hashCode()));
  }

  private static List<String> serialNumbers(List<CertificateEntry> entries) {
    return entries.stream().map(entry -> entry.issued().serialNumber()).toList();
  }

  @Test
  void findsAnAccountsNewestActiveCertificateOfAKey() throws StoreException {
    begin("A1", "alice", "1");
    begin("A2", "alice", "2");
    begin("A3", "alice", "3");
    begin("B1", "bob", "4");
    complete("A1");
    complete("A2");
    complete("B1");

    assertThat(register.newest("alice", "signature").orElseThrow().issued().serialNumber())
        .as("3 is pending")
        .isEqualTo("2");
    assertThat(register.newest("alice", "other")).isEmpty();
    register.revoke("2", RevocationReason.KEY_COMPROMISE);
    assertThat(register.newest("alice", "signature").orElseThrow().issued().serialNumber())
        .isEqualTo("1");
  }

  @Test
  void listsTheNewestFirstOfOneOrAll() throws StoreException {
    begin("A1", "alice", "1", "2");
    begin("B1", "bob", "3");
    begin("A2", "alice", "4");

    assertThat(serialNumbers(register.list(Optional.of("alice"), 2))).containsExactly("4", "2");
    assertThat(serialNumbers(register.list(Optional.empty(), 3))).containsExactly("4", "3", "2");
    assertThat(register.list(Optional.of("carol"), 5)).isEmpty();
  }

  @Test
  void revokesOnce() throws StoreException {
    begin("A1", "alice", "1");
    complete("A1");
    clock.advance(Duration.ofHours(1));

    assertThat(register.revoke("1", RevocationReason.KEY_COMPROMISE)).isTrue();
    assertThat(register.revoke("1", RevocationReason.UNSPECIFIED)).isFalse();
    assertThat(register.revoke("2", RevocationReason.UNSPECIFIED)).isFalse();
    assertThat(register.find("1").orElseThrow().revocation())
        .contains(new Revocation(clock.instant(), RevocationReason.KEY_COMPROMISE));
  }

  @Test
  void whatWasRevokedWhilePendingDoesNotBecomeActive() throws StoreException {
    begin("A1", "alice", "1");
    register.revoke("1", RevocationReason.PRIVILEGE_WITHDRAWN);
    complete("A1");

    assertThat(register.find("1").orElseThrow().status()).isEqualTo(Status.REVOKED);
  }

  @Test
  void letsExactlyOneOfTwoNodesRevoke() throws Exception {
    begin("A1", "alice", "1");
    CertificateRegister other = nodes.start(clock).certificates();

    assertThat(
            Nodes.together(
                List.<Callable<Boolean>>of(
                    () -> register.revoke("1", RevocationReason.KEY_COMPROMISE),
                    () -> other.revoke("1", RevocationReason.SUPERSEDED))))
        .containsExactlyInAnyOrder(true, false);
  }

  @Test
  void listsWhatIsRevokedInTheOrderOfItsNumbersUntilItExpires() throws StoreException {
    begin("A1", "alice", "ff", "10a", "9", "a");
    for (String serialNumber : List.of("10a", "a", "9")) {
      register.revoke(serialNumber, RevocationReason.UNSPECIFIED);
    }
    assertThat(serialNumbers(register.revoked())).containsExactly("9", "a", "10a");

    clock.advance(Samples.VALIDITY);
    assertThat(register.revoked()).as("at the last moment of its validity").hasSize(3);
    clock.advance(Duration.ofMillis(1));
    assertThat(register.revoked()).isEmpty();
    assertThat(register.find("9")).as("is kept").isPresent();
  }
}

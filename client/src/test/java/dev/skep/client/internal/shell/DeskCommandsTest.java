package dev.skep.client.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.SettingsException;
import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.api.issuer.CertificateEntry;
import dev.skep.api.issuer.Enrollment;
import dev.skep.api.issuer.EnrollmentDesk;
import dev.skep.api.issuer.EnrollmentSpec;
import dev.skep.api.issuer.EnrollmentState;
import dev.skep.api.issuer.EnrollmentTerms;
import dev.skep.api.issuer.IssuedCertificate;
import dev.skep.api.issuer.RevocationReason;
import dev.skep.api.issuer.StoreException;
import dev.skep.api.issuer.Voucher;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeskCommandsTest {
  private static final Instant UNTIL = Instant.parse("2030-01-02T03:04:05Z");

  private final Desk desk = new Desk();
  private final GogoShell shell =
      new GogoShell(null, new FakeClient(request -> new Failed("x", "x", false)), "http://x");

  @AfterEach
  void close() {
    shell.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "skep:plans",
        "skep:enrolments",
        "skep:certificates",
        "skep:enrolment-create alice --plan p",
        "skep:enrolment-cancel X",
        "skep:revoke 1"
      })
  void saysWhereThereIsNoIssuer(String line) throws Exception {
    assertThat(shell.type(line)).contains("this is no issuer's container");
  }

  @Test
  void showsTheCodeAndThePresetsOnceAndErasesThem() throws Exception {
    assertThat(
            shell
                .with(desk)
                .type("skep:enrolment-create 'alice b' --plan badge --valid-hours 8 --device AB12"))
        .contains("enrolment 7K3QZ for alice b, until 2030-01-02T03:04:05Z; this is shown once")
        .containsPattern("code  7K3QZ-8WDX2-M4R9T-HB6VN\\s")
        .contains("PIN user-pin  1234")
        .contains("PUK puk  87654321");
    assertThat(desk.specs)
        .containsExactly(
            new EnrollmentSpec(
                "alice b", "badge", Optional.of(Duration.ofHours(8)), Optional.of("ab12")));
    assertThat(desk.given).allMatch(secret -> secret.toString().equals("SecretBytes[closed]"));
  }

  @Test
  void saysWhyAnEnrolmentIsNotMade() throws Exception {
    shell.with(desk);
    assertThat(shell.type("skep:enrolment-create alice --plan none"))
        .contains("plan: there is no plan none");
    assertThat(shell.type("skep:enrolment-create alice --plan p --valid-hours 0"))
        .contains("--valid-hours is 1 to 8760", "usage: skep:enrolment-create ACCOUNT --plan");
    assertThat(shell.type("skep:enrolment-create alice --plan p --valid-hours 9000"))
        .contains("--valid-hours is 1 to 8760");
    desk.fails = true;
    assertThat(shell.type("skep:enrolment-create alice --plan badge"))
        .contains("the store failed: no database");
  }

  @Test
  void listsPlans() throws Exception {
    assertThat(shell.with(desk).type("skep:plans"))
        .containsPattern("badge +usable +A badge")
        .containsPattern("broken +refused +line 3: no key");
  }

  @Test
  void listsAndCancelsEnrolments() throws Exception {
    shell.with(desk);
    assertThat(shell.type("skep:enrolments"))
        .containsPattern("7K3QZ +alice\\? +badge +open, 2 wrong +2030-01-02T03:04:05Z +none");
    assertThat(shell.type("skep:enrolment-cancel 7k3qz")).contains("7K3QZ is cancelled");
    assertThat(shell.type("skep:enrolment-cancel XXXXX"))
        .contains("there is no open enrolment XXXXX");
    desk.fails = true;
    assertThat(shell.type("skep:enrolments")).contains("no database");
    assertThat(shell.type("skep:enrolment-cancel 7K3QZ")).contains("no database");
  }

  @Test
  void listsAndRevokesCertificates() throws Exception {
    shell.with(desk);
    assertThat(shell.type("skep:certificates"))
        .containsPattern("5f3a +alice +badge +revoked, keyCompromise +2030-01-02");
    assertThat(shell.type("skep:certificates --account bob")).contains("no certificate yet");
    assertThat(shell.type("skep:revoke 005F3A --reason superseded"))
        .contains("certificate 5f3a is revoked: superseded");
    assertThat(shell.type("skep:revoke 5f3a")).contains("revoked: unspecified");
    assertThat(shell.type("skep:revoke 77")).contains("unknown, or revoked already");
    assertThat(shell.type("skep:revoke 77 --reason boredom"))
        .contains("--reason is one of unspecified, keyCompromise", "usage: skep:revoke SERIAL");
    assertThat(desk.revoked)
        .containsExactly(RevocationReason.SUPERSEDED, RevocationReason.UNSPECIFIED);
    desk.fails = true;
    assertThat(shell.type("skep:certificates")).contains("no database");
    assertThat(shell.type("skep:revoke 5f3a")).contains("no database");
  }

  /** A desk with one of each. */
  private static final class Desk implements EnrollmentDesk {
    final List<EnrollmentSpec> specs = new ArrayList<>();
    final List<SecretBytes> given = new ArrayList<>();
    final List<RevocationReason> revoked = new ArrayList<>();
    boolean fails;

    @Override
    public List<PlanSummary> plans() {
      return List.of(
          new PlanSummary("badge", "A badge", true),
          new PlanSummary("broken", "line 3: no key", false));
    }

    @Override
    public Voucher create(EnrollmentSpec spec) throws SettingsException, StoreException {
      check();
      if (!spec.plan().equals("badge")) {
        throw new SettingsException("plan", "there is no plan " + spec.plan());
      }
      specs.add(spec);
      return new Voucher(
          "7K3QZ",
          secret("7K3QZ-8WDX2-M4R9T-HB6VN"),
          UNTIL,
          List.of(
              new Voucher.Preset("PIN", "user-pin", secret("1234")),
              new Voucher.Preset("PUK", "puk", secret("87654321"))));
    }

    private SecretBytes secret(String text) {
      SecretBytes secret = SecretBytes.adopt(text.getBytes(StandardCharsets.US_ASCII));
      given.add(secret);
      return secret;
    }

    @Override
    public List<Enrollment> enrollments(int limit) throws StoreException {
      check();
      EnrollmentTerms terms =
          new EnrollmentTerms(
              "7K3QZ",
              "alice\u001b",
              "badge",
              Bytes.of(new byte[32]),
              Bytes.EMPTY,
              Optional.empty(),
              UNTIL,
              UNTIL);
      return List.of(new Enrollment(terms, EnrollmentState.OPEN, 2, Optional.empty()));
    }

    @Override
    public boolean cancel(String enrollmentId) throws StoreException {
      check();
      return enrollmentId.equals("7K3QZ");
    }

    @Override
    public List<CertificateEntry> certificates(Optional<String> account, int limit)
        throws StoreException {
      check();
      return account.isPresent() ? List.of() : List.of(entry());
    }

    @Override
    public Optional<CertificateEntry> certificate(String serialNumber) {
      return Optional.of(entry());
    }

    @Override
    public boolean revoke(String serialNumber, RevocationReason reason) throws StoreException {
      check();
      return serialNumber.equals("5f3a") && revoked.add(reason);
    }

    private static CertificateEntry entry() {
      return new CertificateEntry(
          new IssuedCertificate(
              "5f3a", Bytes.EMPTY, "badge", Bytes.EMPTY, Bytes.EMPTY, UNTIL, UNTIL),
          "alice",
          Bytes.of(new byte[16]),
          CertificateEntry.Status.REVOKED,
          Optional.of(new CertificateEntry.Revocation(UNTIL, RevocationReason.KEY_COMPROMISE)));
    }

    private void check() throws StoreException {
      if (fails) {
        throw new StoreException("no database");
      }
    }
  }
}

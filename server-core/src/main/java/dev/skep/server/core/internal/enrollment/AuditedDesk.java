package dev.skep.server.core.internal.enrollment;

import dev.skep.api.SettingsException;
import dev.skep.api.issuer.AuditEvent;
import dev.skep.api.issuer.AuditSink;
import dev.skep.api.issuer.CertificateEntry;
import dev.skep.api.issuer.Enrollment;
import dev.skep.api.issuer.EnrollmentDesk;
import dev.skep.api.issuer.EnrollmentSpec;
import dev.skep.api.issuer.RevocationReason;
import dev.skep.api.issuer.StoreException;
import dev.skep.api.issuer.Voucher;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the audit what operators did.
 *
 * @param desk where they did it
 * @param audit told after it was done
 * @param clock says when
 */
public record AuditedDesk(EnrollmentDesk desk, AuditSink audit, Clock clock)
    implements EnrollmentDesk {
  private static final String OPERATOR = "operator";

  @Override
  public List<PlanSummary> plans() {
    return desk.plans();
  }

  @Override
  public Voucher create(EnrollmentSpec spec) throws SettingsException, StoreException {
    Voucher voucher = desk.create(spec);
    told(
        Map.of(
            "action", "enrolment allowed",
            "enrolment", voucher.enrollmentId(),
            "account", spec.account(),
            "plan", spec.plan()));
    return voucher;
  }

  @Override
  public List<Enrollment> enrollments(int limit) throws StoreException {
    return desk.enrollments(limit);
  }

  @Override
  public boolean cancel(String enrollmentId) throws StoreException {
    boolean cancelled = desk.cancel(enrollmentId);
    if (cancelled) {
      told(Map.of("action", "enrolment cancelled", "enrolment", enrollmentId));
    }
    return cancelled;
  }

  @Override
  public List<CertificateEntry> certificates(Optional<String> account, int limit)
      throws StoreException {
    return desk.certificates(account, limit);
  }

  @Override
  public Optional<CertificateEntry> certificate(String serialNumber) throws StoreException {
    return desk.certificate(serialNumber);
  }

  @Override
  public boolean revoke(String serialNumber, RevocationReason reason) throws StoreException {
    boolean revoked = desk.revoke(serialNumber, reason);
    if (revoked) {
      told(
          Map.of(
              "action",
              "certificate revoked",
              "certificate",
              serialNumber,
              "reason",
              reason.text()));
    }
    return revoked;
  }

  private void told(Map<String, String> details) {
    audit.record(
        new AuditEvent(
            clock.instant(),
            AuditEvent.Kind.ISSUER_ACTION,
            "",
            OPERATOR,
            Optional.empty(),
            List.of(),
            details));
  }
}

package dev.skep.store.jdbc.internal.role;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.CertificateEntry.Status;
import dev.skep.api.issuer.IssuedCertificate;
import dev.skep.api.issuer.RevocationReason;
import dev.skep.store.jdbc.internal.database.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The pending certificates of one enrolment, within a transaction that holds its lock.
 *
 * @param connection of the transaction
 * @param enrollmentId whose
 */
record PendingCertificates(Connection connection, String enrollmentId) {
  private static final String REVOKE =
      "UPDATE skep_certificates SET status = ?, revoked_at = ?, revocation_reason = ?"
          + " WHERE enrollment_id = ? AND status = ?";

  /**
   * What certificates are entered with.
   *
   * @param account whose they are
   * @param sessionId in which they were issued
   * @param at when
   */
  record Registration(String account, Bytes sessionId, Instant at) {}

  /** Enters new ones; those that the same session has entered before are left as they are. */
  void register(Registration registration, List<IssuedCertificate> certificates)
      throws SQLException {
    for (IssuedCertificate certificate : certificates) {
      Optional<Bytes> known = sessionOf(certificate.serialNumber());
      if (known.isEmpty()) {
        insert(registration, certificate);
      } else if (!known.get().equals(registration.sessionId())) {
        throw new IllegalArgumentException(
            "the serial number "
                + certificate.serialNumber()
                + " is taken by another session; serial numbers must be unique");
      }
    }
  }

  private Optional<Bytes> sessionOf(String serialNumber) throws SQLException {
    return Query.of(
            "SELECT session_id FROM skep_certificates WHERE serial_number = ?", serialNumber)
        .first(connection, row -> Bytes.of(row.getBytes(1)));
  }

  private void insert(Registration registration, IssuedCertificate certificate)
      throws SQLException {
    Query.of(
            "INSERT INTO skep_certificates (serial_number, enrollment_id, account, session_id,"
                + " certificate, key_id, public_key, key_attestation, not_before, not_after,"
                + " registered_at, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            certificate.serialNumber(),
            enrollmentId,
            registration.account(),
            registration.sessionId(),
            certificate.certificate(),
            certificate.keyId(),
            certificate.publicKey(),
            certificate.keyAttestation(),
            certificate.notBefore(),
            certificate.notAfter(),
            registration.at(),
            Status.PENDING)
        .update(connection);
  }

  /** Makes those of a session active. */
  void activate(Bytes sessionId) throws SQLException {
    Query.of(
            "UPDATE skep_certificates SET status = ?"
                + " WHERE enrollment_id = ? AND session_id = ? AND status = ?",
            Status.ACTIVE,
            enrollmentId,
            sessionId,
            Status.PENDING)
        .update(connection);
  }

  /** Revokes those of all sessions but one. */
  void revokeOthers(Bytes sessionId, RevocationReason reason, Instant at) throws SQLException {
    Query.of(
            REVOKE + " AND session_id <> ?",
            Status.REVOKED,
            at,
            reason,
            enrollmentId,
            Status.PENDING,
            sessionId)
        .update(connection);
  }

  /** Revokes them all. */
  void revokeAll(RevocationReason reason, Instant at) throws SQLException {
    Query.of(REVOKE, Status.REVOKED, at, reason, enrollmentId, Status.PENDING).update(connection);
  }
}

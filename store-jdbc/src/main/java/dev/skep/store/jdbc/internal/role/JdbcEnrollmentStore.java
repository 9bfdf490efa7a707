package dev.skep.store.jdbc.internal.role;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.Enrollment;
import dev.skep.api.issuer.EnrollmentState;
import dev.skep.api.issuer.EnrollmentStore;
import dev.skep.api.issuer.EnrollmentTerms;
import dev.skep.api.issuer.IssuedCertificate;
import dev.skep.api.issuer.RevocationReason;
import dev.skep.api.issuer.StoreException;
import dev.skep.store.jdbc.internal.database.Database;
import dev.skep.store.jdbc.internal.database.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Enrolments in a database. Whoever moves one on holds its row's lock first, so that sessions of
 * one enrolment queue up, also over nodes.
 */
public final class JdbcEnrollmentStore implements EnrollmentStore {
  private final Database database;
  private final Clock clock;

  /** On that database; the clock says when something was revoked. */
  public JdbcEnrollmentStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public boolean create(EnrollmentTerms terms) throws StoreException {
    Query insert =
        Query.of(
            "INSERT INTO skep_enrollments (id, account, plan_name, code_hash, sealed_order, device,"
                + " created_at, expires_at, state, failed_attempts)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
            terms.id(),
            terms.account(),
            terms.plan(),
            terms.codeHash(),
            terms.sealedOrder(),
            terms.device(),
            terms.createdAt(),
            terms.expiresAt(),
            EnrollmentState.OPEN);
    return database.write(insert::insert);
  }

  @Override
  public Optional<Enrollment> find(String id) throws StoreException {
    Query select = Query.of(EnrollmentRow.SELECT + " WHERE id = ?", id);
    return database.read(connection -> select.first(connection, EnrollmentRow::read));
  }

  @Override
  public List<Enrollment> list(int limit) throws StoreException {
    Query select =
        Query.of(
            EnrollmentRow.SELECT + " ORDER BY created_at DESC, entry_number DESC LIMIT ?", limit);
    return database.read(connection -> select.list(connection, EnrollmentRow::read));
  }

  @Override
  public void countFailure(String id, int limit) throws StoreException {
    Query update =
        Query.of(
            "UPDATE skep_enrollments SET failed_attempts = failed_attempts + 1, state ="
                + " CASE WHEN state = ? AND failed_attempts + 1 >= ? THEN ? ELSE state END"
                + " WHERE id = ?",
            EnrollmentState.OPEN,
            limit,
            EnrollmentState.BLOCKED,
            id);
    database.write(update::update);
  }

  @Override
  public boolean begin(String id, Bytes sessionId, List<IssuedCertificate> certificates)
      throws StoreException {
    return database.transaction(
        connection -> {
          Optional<Enrollment> enrollment = lock(connection, id);
          if (enrollment.isEmpty() || enrollment.get().state() != EnrollmentState.OPEN) {
            return false;
          }
          PendingCertificates pending = new PendingCertificates(connection, id);
          pending.revokeOthers(sessionId, RevocationReason.SUPERSEDED, clock.instant());
          Query.of("UPDATE skep_enrollments SET session_id = ? WHERE id = ?", sessionId, id)
              .update(connection);
          String account = enrollment.get().terms().account();
          pending.register(
              new PendingCertificates.Registration(account, sessionId, clock.instant()),
              certificates);
          return true;
        });
  }

  @Override
  public boolean complete(String id, Bytes sessionId) throws StoreException {
    return database.transaction(
        connection -> {
          Optional<Enrollment> enrollment =
              lock(connection, id)
                  .filter(known -> known.sessionId().equals(Optional.of(sessionId)));
          if (enrollment.isEmpty() || enrollment.get().state() != EnrollmentState.OPEN) {
            return enrollment.isPresent() && enrollment.get().state() == EnrollmentState.COMPLETED;
          }
          move(connection, id, EnrollmentState.COMPLETED);
          new PendingCertificates(connection, id).activate(sessionId);
          return true;
        });
  }

  @Override
  public boolean cancel(String id) throws StoreException {
    return database.transaction(
        connection -> {
          Optional<Enrollment> enrollment = lock(connection, id);
          if (enrollment.isEmpty() || enrollment.get().state() != EnrollmentState.OPEN) {
            return false;
          }
          move(connection, id, EnrollmentState.CANCELLED);
          new PendingCertificates(connection, id)
              .revokeAll(RevocationReason.CESSATION_OF_OPERATION, clock.instant());
          return true;
        });
  }

  private static Optional<Enrollment> lock(Connection connection, String id) throws SQLException {
    return Query.of(EnrollmentRow.SELECT + " WHERE id = ? FOR UPDATE", id)
        .first(connection, EnrollmentRow::read);
  }

  private static void move(Connection connection, String id, EnrollmentState state)
      throws SQLException {
    Query.of("UPDATE skep_enrollments SET state = ? WHERE id = ?", state, id).update(connection);
  }
}

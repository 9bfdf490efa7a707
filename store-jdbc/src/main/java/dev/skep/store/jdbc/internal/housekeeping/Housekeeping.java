package dev.skep.store.jdbc.internal.housekeeping;

import dev.skep.api.issuer.CertificateEntry.Status;
import dev.skep.api.issuer.RevocationReason;
import dev.skep.api.issuer.StoreException;
import dev.skep.store.jdbc.internal.database.Database;
import dev.skep.store.jdbc.internal.database.Query;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.LongSupplier;

/**
 * Rounds of housekeeping. Each step is a short transaction of a bounded number of rows, so that
 * nobody waits long for a lock. All nodes may do it at once.
 */
public final class Housekeeping {
  private static final int STEP_ROWS = 1000;

  /** No session lives as long: its lifetime is one day at the most. */
  private static final Duration PENDING_AT_MOST = Duration.ofDays(2);

  private static final String CLAIMS =
      "DELETE FROM skep_claims WHERE session_id IN (SELECT session_id FROM skep_claims"
          + " WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)";
  private static final String SESSIONS =
      "DELETE FROM skep_sessions WHERE session_id IN (SELECT session_id FROM skep_sessions"
          + " WHERE expires_at <= ? ORDER BY expires_at LIMIT ?) AND expires_at <= ?";
  private static final String AUDIT =
      "DELETE FROM skep_audit WHERE entry_number IN (SELECT entry_number FROM skep_audit"
          + " WHERE happened_at < ? ORDER BY happened_at LIMIT ?)";
  private static final String CERTIFICATES =
      "UPDATE skep_certificates SET status = ?, revoked_at = ?, revocation_reason = ?"
          + " WHERE status = ? AND registered_at < ? AND NOT EXISTS (SELECT 1 FROM skep_sessions s"
          + " WHERE s.session_id = skep_certificates.session_id AND s.expires_at > ?)";

  private final Database database;
  private final PurgeRules rules;
  private final PurgeTime time;

  /**
   * On that database.
   *
   * @param clock says what is over
   * @param nanoTime nanoseconds that never jump, {@link System#nanoTime} but in tests
   */
  public Housekeeping(Database database, PurgeRules rules, Clock clock, LongSupplier nanoTime) {
    this.database = database;
    this.rules = rules;
    this.time = new PurgeTime(clock, nanoTime);
  }

  /**
   * Makes one round.
   *
   * @throws StoreException if the database cannot be used now; what is left is done next time
   */
  public synchronized Purged run() throws StoreException {
    Instant now = earlier(time.now(), databaseTime());
    Instant claimsUntil = now.minus(rules.claimGrace());
    int claims = repeat(Query.of(CLAIMS, claimsUntil, STEP_ROWS));
    int sessions = repeat(Query.of(SESSIONS, now, STEP_ROWS, now));
    int certificates = revokeLeftOvers(now);
    int auditEvents = 0;
    if (rules.auditKeep().isPresent()) {
      auditEvents = repeat(Query.of(AUDIT, now.minus(rules.auditKeep().get()), STEP_ROWS));
    }
    return new Purged(claims, sessions, certificates, auditEvents);
  }

  private int revokeLeftOvers(Instant now) throws StoreException {
    Query revoke =
        Query.of(
            CERTIFICATES,
            Status.REVOKED,
            now,
            RevocationReason.CESSATION_OF_OPERATION,
            Status.PENDING,
            now.minus(PENDING_AT_MOST),
            now);
    return database.write(revoke::update);
  }

  private int repeat(Query step) throws StoreException {
    int all = 0;
    while (true) {
      int rows = database.write(step::update);
      all += rows;
      if (rows < STEP_ROWS) {
        return all;
      }
    }
  }

  /** The clock that all nodes share: one whose own is ahead must not forget for the others. */
  private Instant databaseTime() throws StoreException {
    Query select = Query.of("SELECT CURRENT_TIMESTAMP");
    return database
        .read(
            connection ->
                select.first(connection, row -> row.getObject(1, OffsetDateTime.class).toInstant()))
        .orElseThrow();
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}

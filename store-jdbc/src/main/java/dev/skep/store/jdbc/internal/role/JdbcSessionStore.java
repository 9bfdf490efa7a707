package dev.skep.store.jdbc.internal.role;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.SessionStore;
import dev.skep.api.issuer.StoreException;
import dev.skep.api.issuer.StoredSession;
import dev.skep.store.jdbc.internal.database.Database;
import dev.skep.store.jdbc.internal.database.Query;
import dev.skep.store.jdbc.internal.database.Times;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Sessions in a database. A claim is an insert, which only one can win. */
public final class JdbcSessionStore implements SessionStore {
  private final Database database;
  private final Clock clock;

  /** On that database; the clock says what is expired. */
  public JdbcSessionStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public boolean shared() {
    return true;
  }

  @Override
  public boolean claim(Bytes sessionId, Instant expiresAt) throws StoreException {
    Query insert =
        Query.of(
            "INSERT INTO skep_claims (session_id, expires_at) VALUES (?, ?)",
            sessionId,
            Times.ceiling(expiresAt));
    return database.write(insert::insert);
  }

  @Override
  public Optional<StoredSession> find(Bytes sessionId) throws StoreException {
    Query select =
        Query.of(
            "SELECT state_version, sealed_state, expires_at FROM skep_sessions"
                + " WHERE session_id = ?",
            sessionId);
    return database
        .read(
            connection ->
                select.first(
                    connection,
                    row ->
                        new StoredSession(
                            row.getLong(1),
                            Bytes.of(row.getBytes(2)),
                            Instant.ofEpochMilli(row.getLong(3)))))
        .filter(session -> clock.instant().isBefore(session.expiresAt()));
  }

  @Override
  public boolean write(Bytes sessionId, StoredSession session) throws StoreException {
    if (session.version() == 0) {
      Query insert =
          Query.of(
              "INSERT INTO skep_sessions (session_id, state_version, sealed_state, expires_at)"
                  + " VALUES (?, 1, ?, ?)",
              sessionId,
              session.sealedState(),
              session.expiresAt());
      return database.write(insert::insert);
    }
    Query update =
        Query.of(
            "UPDATE skep_sessions SET state_version = state_version + 1, sealed_state = ?,"
                + " expires_at = ? WHERE session_id = ? AND state_version = ?",
            session.sealedState(),
            session.expiresAt(),
            sessionId,
            session.version());
    return database.write(connection -> update.update(connection) == 1);
  }

  @Override
  public void remove(Bytes sessionId) throws StoreException {
    database.write(Query.of("DELETE FROM skep_sessions WHERE session_id = ?", sessionId)::update);
  }
}

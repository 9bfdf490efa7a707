package dev.skep.store.jdbc.internal.database;

import dev.skep.api.issuer.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the schema up to date. One node at a time does it: it holds a row lock on a connection of
 * its own, because H2 ends a transaction with each change of the schema.
 */
final class Schema {
  private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

  private static final String LOCK_TABLE =
      "CREATE TABLE IF NOT EXISTS skep_schema_lock (id INTEGER NOT NULL PRIMARY KEY)";
  private static final String VERSION_TABLE =
      "CREATE TABLE IF NOT EXISTS skep_schema_versions"
          + " (version INTEGER NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL)";
  private static final int LOCK_ROW = 1;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final DataSource source;
  private final Dialect dialect;
  private final List<Migration> migrations;

  /** For the database that the source connects to. */
  Schema(DataSource source, Dialect dialect, List<Migration> migrations) {
    this.source = source;
    this.dialect = dialect;
    this.migrations = List.copyOf(migrations);
  }

  /**
   * Applies what is missing, in order.
   *
   * @throws StoreException if the schema is newer than this code, or another node's update takes
   *     too long
   */
  void update() throws SQLException, StoreException {
    try (Connection connection = source.getConnection()) {
      if (isCurrent(connection)) {
        return;
      }
    }
    try (Connection lock = source.getConnection();
        Connection connection = source.getConnection()) {
      hold(lock);
      execute(connection, VERSION_TABLE);
      int present = version(connection);
      for (Migration migration : migrations) {
        if (migration.version() > present) {
          apply(connection, migration);
        }
      }
      lock.rollback();
    }
  }

  /** Whether nothing is to be done, which is so at all starts but the first. */
  private boolean isCurrent(Connection connection) throws SQLException, StoreException {
    int present;
    try {
      present = version(connection);
    } catch (SQLException e) {
      if (SqlFailures.isConnectionLost(e)) {
        throw e;
      }
      return false; // There is no such table yet.
    }
    if (present > migrations.size()) {
      throw new StoreException(
          "the database's schema is version "
              + present
              + ", this SKEP knows up to "
              + migrations.size()
              + "; run the newer SKEP on it, or give this one another database");
    }
    return present == migrations.size();
  }

  /** Takes the lock; it ends with the transaction, so also with a node that dies. */
  private void hold(Connection lock) throws SQLException, StoreException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        lock.setAutoCommit(true);
        execute(lock, LOCK_TABLE);
        Query.of("INSERT INTO skep_schema_lock (id) VALUES (?)", LOCK_ROW).insert(lock);
        lock.setAutoCommit(false);
        Query.of("SELECT id FROM skep_schema_lock WHERE id = ? FOR UPDATE", LOCK_ROW)
            .first(lock, row -> row.getInt(1));
        return;
      } catch (SQLException e) {
        // Two nodes that make the same table at once, or H2's short wait for a lock.
        if (!SqlFailures.isConflict(e) && !SqlFailures.isMadeByAnother(e)) {
          throw e;
        }
        if (!lock.getAutoCommit()) {
          lock.rollback();
        }
      }
      if (System.nanoTime() > end) {
        throw new StoreException(
            "another node has been updating the schema for "
                + PATIENCE.toSeconds()
                + " s; see its log");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE.toMillis()));
    }
  }

  private void apply(Connection connection, Migration migration) throws SQLException {
    connection.setAutoCommit(false);
    for (String statement : migration.statements()) {
      execute(connection, statement.replace("${binary}", dialect.binaryType()));
    }
    Query.of(
            "INSERT INTO skep_schema_versions (version, applied_at) VALUES (?, ?)",
            migration.version(),
            System.currentTimeMillis())
        .update(connection);
    connection.commit();
    connection.setAutoCommit(true);
    LOG.info("the database's schema is now version {}", migration.version());
  }

  private static int version(Connection connection) throws SQLException {
    return Query.of("SELECT MAX(version) FROM skep_schema_versions")
        .first(connection, row -> row.getInt(1))
        .orElse(0);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

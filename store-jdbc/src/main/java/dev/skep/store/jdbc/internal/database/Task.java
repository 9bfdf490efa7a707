package dev.skep.store.jdbc.internal.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call on the database, with how far its newest attempt came. Of one thread. */
final class Task<T> {
  /** How the work is done. */
  enum Kind {
    READ,
    WRITE,
    TRANSACTION
  }

  private static final Logger LOG = LoggerFactory.getLogger(Task.class);

  private final Database database;
  private final Work<T> work;
  private final Kind kind;
  private boolean maybeCommitted;
  private boolean committed;

  Task(Database database, Work<T> work, Kind kind) {
    this.database = database;
    this.work = work;
    this.kind = kind;
  }

  /** Makes one attempt and gives the connection back. */
  T run(Connection connection) throws SQLException {
    maybeCommitted = false;
    committed = false;
    try {
      database.lent(connection);
      T result = kind == Kind.TRANSACTION ? transaction(connection) : statement(connection);
      if (kind != Kind.READ) {
        committed = true;
        // Also where nothing was changed: what was seen may be another thread's, not durable yet.
        database.sync(connection);
      }
      return result;
    } finally {
      giveBack(connection);
    }
  }

  /** Whether another attempt does no harm and may help. */
  boolean mayRunAgainAfter(SQLException e) {
    if (committed) {
      return false;
    }
    return SqlFailures.isConflict(e) || (!maybeCommitted && SqlFailures.isConnectionLost(e));
  }

  private T statement(Connection connection) throws SQLException {
    maybeCommitted = kind == Kind.WRITE;
    return work.run(connection);
  }

  private T transaction(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    boolean done = false;
    try {
      T result = work.run(connection);
      maybeCommitted = true;
      connection.commit();
      done = true;
      return result;
    } finally {
      if (!done) {
        rollback(connection);
      }
    }
  }

  private static void rollback(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      LOG.debug("nothing to roll back, the connection is lost", e);
    }
  }

  /** The call's outcome is decided already; the pool throws a bad connection away. */
  private static void giveBack(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("a connection was lost when it was given back", e);
    }
  }
}

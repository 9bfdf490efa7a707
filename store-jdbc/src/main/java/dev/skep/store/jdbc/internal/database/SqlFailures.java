package dev.skep.store.jdbc.internal.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** What an SQLException means, by its SQLState. */
final class SqlFailures {
  private static final String DUPLICATE = "23505";

  /** Serialization failure, deadlock (PostgreSQL), concurrent update and lock time-out (H2). */
  private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "90131", "HYT00");

  /** PostgreSQL shuts down, crashed, starts; H2 is closed, its connection broken or file gone. */
  private static final Set<String> GONE =
      Set.of("57P01", "57P02", "57P03", "90067", "90098", "90121", "90028", "90031", "90007");

  /** Wrong user or password, no such database, no right to it. */
  private static final Set<String> REFUSED = Set.of("28000", "28P01", "3D000", "42501", "90013");

  private static final Set<String> MADE = Set.of("42P07", "42S01", "42710");

  private SqlFailures() {}

  static boolean isDuplicate(SQLException e) {
    return DUPLICATE.equals(e.getSQLState());
  }

  /** Whether the transaction was surely taken back because of another one. */
  static boolean isConflict(SQLException e) {
    return CONFLICTS.contains(String.valueOf(e.getSQLState()));
  }

  /** Whether two have made the same table at once (PostgreSQL, H2), and the other was first. */
  static boolean isMadeByAnother(SQLException e) {
    return isDuplicate(e) || MADE.contains(String.valueOf(e.getSQLState()));
  }

  /** Whether the connection is lost. */
  static boolean isConnectionLost(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("08")
        || GONE.contains(state)
        || e instanceof SQLTransientConnectionException
        || e instanceof SQLNonTransientConnectionException
        || e instanceof SQLRecoverableException;
  }

  /** What happened and what to do, in one sentence. */
  static String explain(SQLException e) {
    SQLException root = root(e);
    String state = String.valueOf(root.getSQLState());
    String said = String.valueOf(root.getMessage()).lines().findFirst().orElse("").strip();
    if (REFUSED.contains(state)) {
      return "the database refuses us ("
          + said
          + "); check url, user and password.file of dev.skep.store.jdbc";
    }
    if (root instanceof SQLTransientConnectionException) {
      return "no connection came free in time ("
          + said
          + "); if the database is well, raise pool.size of dev.skep.store.jdbc";
    }
    if (isConnectionLost(e) || isConnectionLost(root)) {
      return "the database does not answer ("
          + said
          + "); check that it runs and that url in dev.skep.store.jdbc is right; it is tried again";
    }
    return "the database could not do it (SQLState " + state + ": " + said + "); see its own log";
  }

  /** A pool wraps what the driver said. */
  private static SQLException root(SQLException e) {
    SQLException root = e;
    while (root.getCause() instanceof SQLException cause) {
      root = cause;
    }
    return root;
  }
}

package dev.skep.store.jdbc.internal.database;

import dev.skep.api.issuer.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** What differs between the databases. */
enum Dialect {
  /**
   * H2 2.x. A commit with {@code WRITE_DELAY 0} writes to the file on the caller's thread, unless
   * another thread is just writing: then it returns without. {@code CHECKPOINT SYNC} waits for that
   * thread, writes what is left and forces the file to the disk, so each change is followed by one.
   * All changes are appended: where H2 writes over room that is free again, a process that is
   * killed can come back in a state from before changes that were durable.
   */
  H2("VARBINARY(1048576)", true) {
    @Override
    String connectionInit(Duration timeout) {
      return "SET LOCK_TIMEOUT " + timeout.toMillis();
    }

    @Override
    void prepare(Connection connection) throws SQLException, StoreException {
      requireAppending(connection);
      execute(connection, "SET WRITE_DELAY 0");
    }
  },

  /** PostgreSQL and what speaks its protocol. A commit returns when it is on the disk. */
  POSTGRESQL("BYTEA", false) {
    @Override
    String connectionInit(Duration timeout) {
      // A server that is set to acknowledge early must not do so for us; stricter ones stay so.
      return "SELECT set_config('statement_timeout', '"
          + timeout.toMillis()
          + "', false), CASE current_setting('synchronous_commit') WHEN 'off' THEN"
          + " set_config('synchronous_commit', 'on', false) END";
    }

    @Override
    void prepare(Connection connection) {
      // Nothing is kept in the database itself.
    }
  };

  private static final String REUSE =
      "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'REUSE_SPACE'";

  private final String binaryType;
  private final boolean embedded;

  Dialect(String binaryType, boolean embedded) {
    this.binaryType = binaryType;
    this.embedded = embedded;
  }

  /** The dialect of the database at the other end. */
  static Dialect of(Connection connection) throws SQLException, StoreException {
    String product = connection.getMetaData().getDatabaseProductName();
    return switch (product) {
      case "H2" -> H2;
      case "PostgreSQL" -> POSTGRESQL;
      default ->
          throw new StoreException(
              "the database is "
                  + product
                  + ", which is not supported; set driver.class and url of dev.skep.store.jdbc to"
                  + " those of H2 or PostgreSQL");
    };
  }

  /** The column type of up to 1 MiB. */
  String binaryType() {
    return binaryType;
  }

  /** Whether it runs in this process: no network, no connection to renew, a file to be synced. */
  boolean isEmbedded() {
    return embedded;
  }

  /**
   * What each new connection begins with.
   *
   * @param timeout the longest that a statement, or its wait for a lock, may take
   */
  abstract String connectionInit(Duration timeout);

  /** Sets up the database itself, before anything is written. */
  abstract void prepare(Connection connection) throws SQLException, StoreException;

  /** Forces what is committed to the disk. */
  static void sync(Connection connection) throws SQLException {
    execute(connection, "CHECKPOINT SYNC");
  }

  private static void requireAppending(Connection connection) throws SQLException, StoreException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(REUSE)) {
      if (!result.next() || !result.getString(1).equalsIgnoreCase("false")) {
        throw new StoreException(
            "H2 would write over free room of its file, and a process that is killed could lose what"
                + " it has acknowledged: set REUSE_SPACE=FALSE in url of dev.skep.store.jdbc");
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

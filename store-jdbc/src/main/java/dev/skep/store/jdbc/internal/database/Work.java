package dev.skep.store.jdbc.internal.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What is done with one connection. It may be run again from the start, so it changes nothing but
 * the database.
 */
@FunctionalInterface
public interface Work<T> {
  /**
   * Does it.
   *
   * @param connection lent; neither committed nor closed here
   */
  T run(Connection connection) throws SQLException;
}

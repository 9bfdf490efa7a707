package dev.skep.store.jdbc.internal.database;

import dev.skep.api.Bytes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One SQL statement with its parameters in order: texts, numbers, enumerations by name, {@link
 * Bytes}, instants rounded down to milliseconds, and {@link Optional} texts.
 *
 * @param sql with a question mark for each parameter; never put together from data
 * @param parameters their values
 */
public record Query(String sql, List<Object> parameters) {
  /** Copies the list. */
  public Query {
    parameters = List.copyOf(parameters);
  }

  /** Reads one row. */
  @FunctionalInterface
  public interface Row<T> {
    /** Reads the row that the result stands on. */
    T read(ResultSet row) throws SQLException;
  }

  /** A statement with its parameters. */
  public static Query of(String sql, Object... parameters) {
    return new Query(sql, List.of(parameters));
  }

  /** Runs a change; the number of rows changed. */
  public int update(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      set(statement);
      return statement.executeUpdate();
    }
  }

  /**
   * Inserts one row.
   *
   * @return false if its key is taken; in a transaction nothing more can be done then
   */
  public boolean insert(Connection connection) throws SQLException {
    try {
      return update(connection) == 1;
    } catch (SQLException e) {
      if (SqlFailures.isDuplicate(e)) {
        return false;
      }
      throw e;
    }
  }

  /** All rows, in the order of the result. */
  public <T> List<T> list(Connection connection, Row<T> row) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      set(statement);
      try (ResultSet result = statement.executeQuery()) {
        List<T> rows = new ArrayList<>();
        while (result.next()) {
          rows.add(row.read(result));
        }
        return rows;
      }
    }
  }

  /** The first row. */
  public <T> Optional<T> first(Connection connection, Row<T> row) throws SQLException {
    return list(connection, row).stream().findFirst();
  }

  /** Sets the parameters, for example of one row of a batch. */
  public void set(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < parameters.size(); i++) {
      set(statement, i + 1, parameters.get(i));
    }
  }

  private static void set(PreparedStatement statement, int index, Object value)
      throws SQLException {
    if (value instanceof Bytes bytes) {
      statement.setBytes(index, bytes.toArray());
    } else if (value instanceof Instant instant) {
      statement.setLong(index, Times.floor(instant));
    } else if (value instanceof Long number) {
      statement.setLong(index, number);
    } else if (value instanceof Integer number) {
      statement.setInt(index, number);
    } else if (value instanceof Enum<?> constant) {
      statement.setString(index, constant.name());
    } else if (value instanceof String text) {
      statement.setString(index, text);
    } else if (value instanceof Optional<?> optional && optional.isPresent()) {
      set(statement, index, optional.get());
    } else if (value instanceof Optional<?>) {
      statement.setNull(index, Types.VARCHAR);
    } else {
      throw new IllegalArgumentException("no column holds a " + value.getClass());
    }
  }
}

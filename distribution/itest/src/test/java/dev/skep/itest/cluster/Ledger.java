package dev.skep.itest.cluster;

import dev.skep.api.Bytes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** What the issuer's database says, asked for behind the servers' backs. */
final class Ledger {
  private final DataSource database;

  Ledger(DataSource database) {
    this.database = database;
  }

  /** How many enrolments of an account a session has completed. */
  long completed(String account, Bytes sessionId) throws SQLException {
    return count(
        "SELECT count(*) FROM skep_enrollments WHERE state = 'COMPLETED' AND account = ?"
            + " AND session_id = ?",
        account,
        sessionId.toArray());
  }

  /** How many certificates of an account are active. */
  long activeCertificates(String account) throws SQLException {
    return count(
        "SELECT count(*) FROM skep_certificates WHERE status = 'ACTIVE' AND account = ?", account);
  }

  /** How many sessions were accepted more than once. */
  long acceptedTwice() throws SQLException {
    return count(
        "SELECT count(*) FROM (SELECT session_id FROM skep_audit WHERE kind = 'ESTABLISHED'"
            + " GROUP BY session_id HAVING count(*) > 1) twice");
  }

  /** How many management keys there are. */
  long managementKeys() throws SQLException {
    return count("SELECT count(*) FROM skep_keys WHERE purpose = 'key-management'");
  }

  private long count(String query, Object... parameters) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }
  }
}

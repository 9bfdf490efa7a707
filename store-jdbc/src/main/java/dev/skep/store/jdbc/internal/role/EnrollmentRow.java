package dev.skep.store.jdbc.internal.role;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.Enrollment;
import dev.skep.api.issuer.EnrollmentState;
import dev.skep.api.issuer.EnrollmentTerms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Reads a row of the enrolments. */
final class EnrollmentRow {
  static final String SELECT =
      "SELECT id, account, plan_name, code_hash, sealed_order, device, created_at, expires_at,"
          + " state, failed_attempts, session_id FROM skep_enrollments";

  private EnrollmentRow() {}

  static Enrollment read(ResultSet row) throws SQLException {
    EnrollmentTerms terms =
        new EnrollmentTerms(
            row.getString(1),
            row.getString(2),
            row.getString(3),
            Bytes.of(row.getBytes(4)),
            Bytes.of(row.getBytes(5)),
            Optional.ofNullable(row.getString(6)),
            Instant.ofEpochMilli(row.getLong(7)),
            Instant.ofEpochMilli(row.getLong(8)));
    return new Enrollment(
        terms,
        EnrollmentState.valueOf(row.getString(9)),
        row.getInt(10),
        Optional.ofNullable(row.getBytes(11)).map(Bytes::of));
  }
}

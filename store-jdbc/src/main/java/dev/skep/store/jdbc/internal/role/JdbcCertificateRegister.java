package dev.skep.store.jdbc.internal.role;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.CertificateEntry;
import dev.skep.api.issuer.CertificateEntry.Revocation;
import dev.skep.api.issuer.CertificateEntry.Status;
import dev.skep.api.issuer.CertificateRegister;
import dev.skep.api.issuer.IssuedCertificate;
import dev.skep.api.issuer.RevocationReason;
import dev.skep.api.issuer.StoreException;
import dev.skep.store.jdbc.internal.database.Database;
import dev.skep.store.jdbc.internal.database.Query;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Certificates in a database. None is ever deleted: they are what the issuer answers for. */
public final class JdbcCertificateRegister implements CertificateRegister {
  private static final String SELECT =
      "SELECT serial_number, certificate, key_id, public_key, key_attestation, not_before,"
          + " not_after, account, session_id, status, revoked_at, revocation_reason"
          + " FROM skep_certificates";
  private static final String NEWEST_FIRST = " ORDER BY entry_number DESC LIMIT ?";

  /** By value: without leading zeros the shorter number is the smaller one. */
  private static final Comparator<String> SERIAL_NUMBERS =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private final Database database;
  private final Clock clock;

  /** On that database; the clock says what is expired. */
  public JdbcCertificateRegister(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Optional<CertificateEntry> find(String serialNumber) throws StoreException {
    return first(Query.of(SELECT + " WHERE serial_number = ?", serialNumber));
  }

  @Override
  public Optional<CertificateEntry> newest(String account, String keyId) throws StoreException {
    return first(
        Query.of(
            SELECT + " WHERE account = ? AND key_id = ? AND status = ?" + NEWEST_FIRST,
            account,
            keyId,
            Status.ACTIVE,
            1));
  }

  @Override
  public List<CertificateEntry> list(Optional<String> account, int limit) throws StoreException {
    return all(
        account.isPresent()
            ? Query.of(SELECT + " WHERE account = ?" + NEWEST_FIRST, account, limit)
            : Query.of(SELECT + NEWEST_FIRST, limit));
  }

  @Override
  public boolean revoke(String serialNumber, RevocationReason reason) throws StoreException {
    Query update =
        Query.of(
            "UPDATE skep_certificates SET status = ?, revoked_at = ?, revocation_reason = ?"
                + " WHERE serial_number = ? AND status <> ?",
            Status.REVOKED,
            clock.instant(),
            reason,
            serialNumber,
            Status.REVOKED);
    return database.write(connection -> update.update(connection) == 1);
  }

  @Override
  public List<CertificateEntry> revoked() throws StoreException {
    return all(
            Query.of(
                SELECT + " WHERE status = ? AND not_after >= ?", Status.REVOKED, clock.instant()))
        .stream()
        .sorted(Comparator.comparing(entry -> entry.issued().serialNumber(), SERIAL_NUMBERS))
        .toList();
  }

  private Optional<CertificateEntry> first(Query select) throws StoreException {
    return database.read(connection -> select.first(connection, JdbcCertificateRegister::entry));
  }

  private List<CertificateEntry> all(Query select) throws StoreException {
    return database.read(connection -> select.list(connection, JdbcCertificateRegister::entry));
  }

  private static CertificateEntry entry(ResultSet row) throws SQLException {
    IssuedCertificate issued =
        new IssuedCertificate(
            row.getString(1),
            Bytes.of(row.getBytes(2)),
            row.getString(3),
            Bytes.of(row.getBytes(4)),
            Bytes.of(row.getBytes(5)),
            Instant.ofEpochMilli(row.getLong(6)),
            Instant.ofEpochMilli(row.getLong(7)));
    Status status = Status.valueOf(row.getString(10));
    return new CertificateEntry(
        issued,
        row.getString(8),
        Bytes.of(row.getBytes(9)),
        status,
        status == Status.REVOKED
            ? Optional.of(
                new Revocation(
                    Instant.ofEpochMilli(row.getLong(11)),
                    RevocationReason.valueOf(row.getString(12))))
            : Optional.empty());
  }
}

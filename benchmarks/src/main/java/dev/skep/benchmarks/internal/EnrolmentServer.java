package dev.skep.benchmarks.internal;

import dev.skep.api.SettingsException;
import dev.skep.api.issuer.CertificateEntry;
import dev.skep.api.issuer.EnrollmentSpec;
import dev.skep.api.issuer.StoreException;
import dev.skep.api.issuer.Voucher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** An issuer's server on a free port of the loopback interface, with a new database. */
final class EnrolmentServer implements AutoCloseable {
  private static final int NEWEST = 1000;
  private static final int LONGEST_WAIT_MILLIS = 10_000;

  private final Path folder;
  private final Database.Running database;
  private final EnrolmentParts parts;
  private final LoopbackServer server;

  /**
   * Starts it.
   *
   * @param trust the directory of device CAs
   */
  EnrolmentServer(Database kind, EnrolmentParts.Engines engines, Path trust) throws Exception {
    folder = Files.createTempDirectory("skep-enrolments");
    database = kind.start(folder);
    parts = EnrolmentParts.open(folder, database.source(), engines, trust);
    server = new LoopbackServer(parts.binding());
  }

  /** Where it is. */
  URI address() {
    return server.address();
  }

  /** The CPU time of the database's own processes so far, in nanoseconds; coarse. */
  long databaseCpu() {
    return database.processesCpu();
  }

  /** What its time is charged to. */
  StageClock clock() {
    return parts.clock();
  }

  /** Makes an enrolment for a new badge; the caller closes it. */
  Voucher enrolment(String account) {
    try {
      return parts
          .desk()
          .create(
              new EnrollmentSpec(account, EnrolmentParts.PLAN, Optional.empty(), Optional.empty()));
    } catch (SettingsException | StoreException e) {
      throw new IllegalStateException("no enrolment can be made", e);
    }
  }

  /** How many of the newest certificates are active: each acknowledged enrolment has one. */
  long enrolled() throws StoreException {
    return parts.desk().certificates(Optional.empty(), NEWEST).stream()
        .filter(entry -> entry.status() == CertificateEntry.Status.ACTIVE)
        .count();
  }

  /** Waits until the audit log is in the database, which is done behind the holders' backs. */
  void awaitAudit() {
    for (int millis = 0; parts.auditEvents() > parts.source().auditRows(); millis++) {
      if (millis > LONGEST_WAIT_MILLIS) {
        throw new IllegalStateException("audit events do not get into the database");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() throws Exception {
    server.close();
    parts.close();
    database.end().close();
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be deleted; delete it yourself", e);
    }
  }
}

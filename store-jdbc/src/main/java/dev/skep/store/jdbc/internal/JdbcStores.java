package dev.skep.store.jdbc.internal;

import dev.skep.api.issuer.AuditSink;
import dev.skep.api.issuer.CertificateRegister;
import dev.skep.api.issuer.EnrollmentStore;
import dev.skep.api.issuer.KeyRingStore;
import dev.skep.api.issuer.SessionStore;
import dev.skep.api.issuer.StoreException;
import dev.skep.store.jdbc.internal.audit.JdbcAuditSink;
import dev.skep.store.jdbc.internal.database.Database;
import dev.skep.store.jdbc.internal.housekeeping.Housekeeping;
import dev.skep.store.jdbc.internal.housekeeping.Purged;
import dev.skep.store.jdbc.internal.role.JdbcCertificateRegister;
import dev.skep.store.jdbc.internal.role.JdbcEnrollmentStore;
import dev.skep.store.jdbc.internal.role.JdbcKeyRingStore;
import dev.skep.store.jdbc.internal.role.JdbcSessionStore;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All stores on one database, with their housekeeping; no service registry is needed. */
public final class JdbcStores implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcStores.class);

  private static final int CLOSE_SECONDS = 10;

  private final Database database;
  private final SessionStore sessions;
  private final EnrollmentStore enrollments;
  private final CertificateRegister certificates;
  private final KeyRingStore keys;
  private final JdbcAuditSink audit;
  private final Housekeeping housekeeping;
  private final ScheduledExecutorService background =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "skep-store-housekeeping");
            thread.setDaemon(true);
            return thread;
          });

  private JdbcStores(Database database, StoreOptions options, Clock clock) {
    this.database = database;
    sessions = new JdbcSessionStore(database, clock);
    enrollments = new JdbcEnrollmentStore(database, clock);
    certificates = new JdbcCertificateRegister(database, clock);
    keys = new JdbcKeyRingStore(database);
    audit = new JdbcAuditSink(database);
    housekeeping = new Housekeeping(database, options.rules(), clock, System::nanoTime);
    long millis = options.purgeInterval().toMillis();
    background.scheduleWithFixedDelay(this::tidy, millis, millis, TimeUnit.MILLISECONDS);
  }

  /**
   * Opens the stores; an empty database gets its tables.
   *
   * @param source gives new connections, user and password included; pooled here
   * @param clock says what is expired
   * @return the caller closes it
   * @throws StoreException if the database cannot be used; says why and what to do
   */
  public static JdbcStores open(DataSource source, StoreOptions options, Clock clock)
      throws StoreException {
    return new JdbcStores(Database.open(source, options.pool()), options, clock);
  }

  /** Used and established sessions. */
  public SessionStore sessions() {
    return sessions;
  }

  /** Enrolments. */
  public EnrollmentStore enrollments() {
    return enrollments;
  }

  /** Certificates. */
  public CertificateRegister certificates() {
    return certificates;
  }

  /** Sealed keys. */
  public KeyRingStore keys() {
    return keys;
  }

  /** Audit events. */
  public AuditSink audit() {
    return audit;
  }

  /** What the database is, for people. */
  public String product() {
    return database.product();
  }

  /**
   * Makes a round of housekeeping now.
   *
   * @throws StoreException if the database cannot be used now
   */
  public Purged purge() throws StoreException {
    return housekeeping.run();
  }

  private void tidy() {
    try {
      Purged purged = purge();
      LOG.debug("housekeeping: {}", purged);
    } catch (StoreException e) {
      LOG.warn("housekeeping is put off: {}", e.getMessage());
    } catch (RuntimeException | LinkageError e) {
      LOG.error("housekeeping failed; it is tried again", e);
    }
  }

  /**
   * Writes the audit events that wait and closes the pool; an embedded database is closed with it.
   * Nothing is interrupted: H2 closes its file under an interrupted thread.
   */
  @Override
  public void close() {
    background.shutdown();
    try {
      if (!background.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("housekeeping is cut off; it is made up for at the next start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    audit.close();
    database.close();
  }
}

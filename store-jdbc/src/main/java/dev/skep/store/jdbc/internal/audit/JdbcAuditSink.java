package dev.skep.store.jdbc.internal.audit;

import dev.skep.api.issuer.AuditEvent;
import dev.skep.api.issuer.AuditSink;
import dev.skep.api.issuer.StoreException;
import dev.skep.store.jdbc.internal.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events by one thread, several at once. A caller never waits: where the queue is full, or
 * the database stays away for {@value #ATTEMPTS} attempts, the events go to the log. Thread-safe.
 */
public final class JdbcAuditSink implements AuditSink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcAuditSink.class);

  private static final int QUEUE = 4096;
  private static final int BATCH = 128;
  private static final int ATTEMPTS = 5;
  private static final long IDLE_MILLIS = 100;
  private static final Duration FLUSH = Duration.ofSeconds(10);

  private final Database database;
  private final BlockingQueue<AuditEvent> queue = new LinkedBlockingQueue<>(QUEUE);
  private final Thread writer;
  private volatile boolean closed;

  /** Begins to write to that database. */
  public JdbcAuditSink(Database database) {
    this.database = database;
    this.writer = new Thread(this::work, "skep-audit-writer");
    writer.setDaemon(true);
    writer.start();
  }

  @Override
  public void record(AuditEvent event) {
    if (closed) {
      lost(List.of(event), "the store is closed");
    } else if (!queue.offer(event)) {
      lost(List.of(event), "more events came than the database takes");
    }
  }

  private void work() {
    while (true) {
      boolean last = closed;
      List<AuditEvent> batch = next();
      if (!batch.isEmpty()) {
        keep(batch);
      } else if (last) {
        return;
      }
    }
  }

  private List<AuditEvent> next() {
    List<AuditEvent> batch = new ArrayList<>();
    try {
      AuditEvent first = queue.poll(closed ? 0 : IDLE_MILLIS, TimeUnit.MILLISECONDS);
      if (first != null) {
        batch.add(first);
        queue.drainTo(batch, BATCH - 1);
      }
    } catch (InterruptedException e) {
      LOG.debug("the audit writer ends by close() only", e);
    }
    return batch;
  }

  private void keep(List<AuditEvent> batch) {
    @Nullable Exception reason = null;
    for (int attempt = 0; attempt < ATTEMPTS && (attempt == 0 || !closed); attempt++) {
      try {
        database.transaction(connection -> insert(connection, batch));
        return;
      } catch (StoreException | RuntimeException e) {
        reason = e;
      }
    }
    lost(batch, String.valueOf(reason == null ? null : reason.getMessage()));
  }

  private static int insert(Connection connection, List<AuditEvent> batch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(AuditRow.INSERT)) {
      for (AuditEvent event : batch) {
        AuditRow.of(event).set(statement);
        statement.addBatch();
      }
      return statement.executeBatch().length;
    }
  }

  private static void lost(List<AuditEvent> events, String reason) {
    for (AuditEvent event : events) {
      LOG.warn("an audit event is not in the database ({}): {}", reason, AuditRow.line(event));
    }
  }

  /** Takes nothing more and returns when all is written or in the log, bounded. */
  @Override
  public void close() {
    closed = true;
    boolean interrupted = false;
    try {
      writer.join(FLUSH.toMillis());
    } catch (InterruptedException e) {
      interrupted = true;
    }
    List<AuditEvent> left = new ArrayList<>();
    queue.drainTo(left);
    lost(left, "the store was closed before they were written");
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.skep.store.jdbc.internal.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.skep.api.issuer.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database with its pool. What a change has done is durable when the call returns. A call that
 * lost against another one, or whose connection broke while nothing can have been committed, is
 * tried again, at most {@value #ATTEMPTS} times in all. Thread-safe.
 */
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  private static final int ATTEMPTS = 8;
  private static final int PAUSE_MILLIS = 4;
  private static final int NETWORK_GRACE_MILLIS = 5_000;

  private final HikariDataSource pool;
  private final Dialect dialect;
  private final int networkTimeoutMillis;
  private final OwnThreads threads = new OwnThreads();
  private final GroupSync sync = new GroupSync();
  private final AtomicBoolean away = new AtomicBoolean();

  private Database(HikariDataSource pool, Dialect dialect, PoolOptions options) {
    this.pool = pool;
    this.dialect = dialect;
    this.networkTimeoutMillis = (int) options.timeout().toMillis() + NETWORK_GRACE_MILLIS;
  }

  /**
   * Connects, brings the schema up to date and makes the pool.
   *
   * @param source gives new connections, user and password included
   * @throws StoreException if the database cannot be used; says why and what to do
   */
  public static Database open(DataSource source, PoolOptions options) throws StoreException {
    try (Connection connection = source.getConnection()) {
      Dialect dialect = Dialect.of(connection);
      dialect.prepare(connection);
      new Schema(source, dialect, Migration.all()).update();
      // The connection above stays open until the pool has its own: an embedded database ends with
      // its last one.
      return new Database(pool(source, dialect, options), dialect, options);
    } catch (SQLException e) {
      throw new StoreException(SqlFailures.explain(e), e);
    }
  }

  private static HikariDataSource pool(DataSource source, Dialect dialect, PoolOptions options) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("skep-store");
    config.setDataSource(source);
    config.setMaximumPoolSize(options.size());
    config.setMinimumIdle(Math.min(2, options.size()));
    config.setConnectionTimeout(options.patience().toMillis());
    config.setValidationTimeout(options.patience().toMillis());
    config.setConnectionInitSql(dialect.connectionInit(options.timeout()));
    if (dialect.isEmbedded()) {
      config.setMaxLifetime(0);
      config.setKeepaliveTime(0);
    }
    return new HikariDataSource(config);
  }

  /** What the database is, for people. */
  public String product() {
    return dialect.name();
  }

  /**
   * Reads by one statement.
   *
   * @throws StoreException if the database cannot say
   */
  public <T> T read(Work<T> work) throws StoreException {
    return call(new Task<>(this, work, Task.Kind.READ));
  }

  /**
   * Changes by one statement. One that may have been done already is not tried again.
   *
   * @throws StoreException if it may not have been done
   */
  public <T> T write(Work<T> work) throws StoreException {
    return call(new Task<>(this, work, Task.Kind.WRITE));
  }

  /**
   * Changes by several statements, all or none of them.
   *
   * @throws StoreException if it may not have been done
   */
  public <T> T transaction(Work<T> work) throws StoreException {
    return call(new Task<>(this, work, Task.Kind.TRANSACTION));
  }

  private <T> T call(Task<T> task) throws StoreException {
    return dialect.isEmbedded() ? threads.run(() -> attempts(task)) : attempts(task);
  }

  private <T> T attempts(Task<T> task) throws StoreException {
    for (int attempt = 1; ; attempt++) {
      try {
        T result = task.run(connection());
        if (away.compareAndSet(true, false)) {
          LOG.info("the database answers again");
        }
        return result;
      } catch (SQLException e) {
        if (attempt == ATTEMPTS || !task.mayRunAgainAfter(e)) {
          throw failure(e);
        }
        pause(attempt);
      }
    }
  }

  private Connection connection() throws StoreException {
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Prepares a connection that was just lent. */
  void lent(Connection connection) throws SQLException {
    if (!dialect.isEmbedded()) {
      connection.setNetworkTimeout(Runnable::run, networkTimeoutMillis);
    }
  }

  /** Returns when all that is committed is durable. */
  void sync(Connection connection) throws SQLException {
    if (dialect.isEmbedded()) {
      sync.await(() -> Dialect.sync(connection));
    }
  }

  private StoreException failure(SQLException e) {
    String explained = SqlFailures.explain(e);
    if (SqlFailures.isConnectionLost(e) && !pool.isClosed() && away.compareAndSet(false, true)) {
      LOG.error("{}", explained);
    }
    return new StoreException(explained, e);
  }

  /** Random, so that those who met do not meet again. */
  private static void pause(int attempt) {
    int millis = 1 + ThreadLocalRandom.current().nextInt(PAUSE_MILLIS << attempt);
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** Closes all connections; calls in flight fail. An embedded database is closed with the last. */
  @Override
  public void close() {
    threads.close();
    pool.close();
  }
}

package dev.skep.store.jdbc.internal;

import dev.skep.api.issuer.StoreException;
import dev.skep.store.jdbc.internal.database.PoolOptions;
import dev.skep.store.jdbc.internal.housekeeping.PurgeRules;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Nodes on one new database. */
final class Nodes implements AutoCloseable {
  private final DataSource source;
  private final List<JdbcStores> open = new ArrayList<>();

  Nodes(Engine engine) {
    source = engine.create();
  }

  DataSource source() {
    return source;
  }

  static StoreOptions options(int poolSize) {
    return new StoreOptions(
        new PoolOptions(poolSize, Duration.ofSeconds(5), Duration.ofSeconds(15)),
        new PurgeRules(Duration.ofHours(1), Optional.of(Duration.ofDays(90))),
        Duration.ofDays(1));
  }

  /** One more node. */
  JdbcStores start(Clock clock) throws StoreException {
    return start(clock, options(4));
  }

  JdbcStores start(Clock clock, StoreOptions options) throws StoreException {
    JdbcStores node = JdbcStores.open(source, options, clock);
    open.add(node);
    return node;
  }

  /** The number that a query gives. */
  long number(String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  /** Runs tasks on threads of their own that begin together; their results in order. */
  static <T> List<T> together(List<? extends Callable<T>> tasks) throws Exception {
    CyclicBarrier start = new CyclicBarrier(tasks.size());
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      List<Future<T>> running = new ArrayList<>();
      for (Callable<T> task : tasks) {
        running.add(
            threads.submit(
                () -> {
                  start.await(30, TimeUnit.SECONDS);
                  return task.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) {
        results.add(one.get(60, TimeUnit.SECONDS));
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }

  @Override
  public void close() {
    open.forEach(JdbcStores::close);
  }
}

package dev.skep.benchmarks.internal;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source whose statements are charged to stages. A commit lasts until the connection is used
 * for something else or given back, so that it includes what makes it durable, and the wait for
 * another thread that does so.
 */
final class WatchedSource {
  private static final String AUDIT_TABLE = "skep_audit";
  private static final String SYNC = "CHECKPOINT SYNC";
  private static final Set<String> COMMITTING = Set.of("executeUpdate", "executeBatch");

  private final StageClock clock;
  private final AtomicLong auditRows = new AtomicLong();

  WatchedSource(StageClock clock) {
    this.clock = clock;
  }

  /** The same source, watched. */
  DataSource watch(DataSource real) {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          Object result = StageClock.call(real, method, arguments);
          return result instanceof Connection connection ? new Watched(connection).proxy() : result;
        });
  }

  /** How many events were written. */
  long auditRows() {
    return auditRows.get();
  }

  /** Any call on an object. */
  @FunctionalInterface
  private interface Calls {
    @Nullable Object take(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Calls calls) {
    return type.cast(
        Proxy.newProxyInstance(
            WatchedSource.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> calls.take(method, arguments)));
  }

  /** One connection; used by one thread at a time. */
  private final class Watched {
    private final Connection real;
    private Stage of = Stage.DATABASE;
    private boolean committing;

    Watched(Connection real) {
      this.real = real;
    }

    Connection proxy() {
      return WatchedSource.proxy(Connection.class, this::call);
    }

    private @Nullable Object call(Method method, Object[] arguments) throws Throwable {
      switch (method.getName()) {
        case "commit":
          commit();
          return StageClock.call(real, method, arguments);
        case "createStatement":
          return WatchedSource.proxy(
              Statement.class, statement((Statement) StageClock.call(real, method, arguments)));
        case "prepareStatement":
          end();
          String sql = (String) arguments[0];
          of = sql.contains(AUDIT_TABLE) ? Stage.AUDIT : Stage.DATABASE;
          return charged(of, () -> prepared(method, arguments));
        default:
          end();
          return StageClock.call(real, method, arguments);
      }
    }

    private PreparedStatement prepared(Method method, Object[] arguments) throws Throwable {
      return WatchedSource.proxy(
          PreparedStatement.class,
          statement((PreparedStatement) StageClock.call(real, method, arguments)));
    }

    private Calls statement(Statement statement) {
      return (method, arguments) -> {
        if (!method.getName().startsWith("execute")) {
          return StageClock.call(statement, method, arguments);
        }
        boolean sync = arguments != null && arguments.length > 0 && SYNC.equals(arguments[0]);
        if (sync || (COMMITTING.contains(method.getName()) && commitsItself())) {
          commit();
          return StageClock.call(statement, method, arguments);
        }
        Object result = charged(of, () -> StageClock.call(statement, method, arguments));
        if (of == Stage.AUDIT && result instanceof int[] rows) {
          auditRows.addAndGet(rows.length);
        }
        return result;
      };
    }

    private boolean commitsItself() throws SQLException {
      return real.getAutoCommit();
    }

    private void commit() {
      if (!committing) {
        committing = true;
        clock.enter(of == Stage.AUDIT ? Stage.AUDIT : Stage.COMMIT);
      }
    }

    private void end() {
      if (committing) {
        committing = false;
        clock.leave();
      }
    }
  }

  /** Something that may throw. */
  @FunctionalInterface
  private interface Work<T> {
    T run() throws Throwable;
  }

  private <T> T charged(Stage stage, Work<T> work) throws Throwable {
    clock.enter(stage);
    try {
      return work.run();
    } finally {
      clock.leave();
    }
  }
}

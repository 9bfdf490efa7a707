package dev.skep.store.jdbc.internal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.skep.api.issuer.StoreException;
import dev.skep.store.jdbc.internal.Engine;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class DatabaseTest {
  private static final PoolOptions TWO =
      new PoolOptions(2, Duration.ofMillis(500), Duration.ofSeconds(5));
  private static final Query COUNT = Query.of("SELECT COUNT(*) FROM skep_claims");

  private final Engine engine;
  private Database database;

  DatabaseTest(Engine engine) {
    this.engine = engine;
  }

  @BeforeEach
  void open() throws StoreException {
    database = Database.open(engine.create(), TWO);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static Query insert(int id) {
    return Query.of(
        "INSERT INTO skep_claims (session_id, expires_at) VALUES (?, 0)",
        dev.skep.api.Bytes.hex(String.format("%032x", id)));
  }

  private int count() throws StoreException {
    return database.read(connection -> COUNT.first(connection, row -> row.getInt(1))).orElseThrow();
  }

  @Test
  void givesEveryConnectionBackAlsoWhenTheWorkFails() throws StoreException {
    for (int i = 0; i < 20; i++) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> database.write(Query.of("SELECT nothing")::update));
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  database.transaction(
                      connection -> {
                        insert(1).update(connection);
                        throw new IllegalStateException("a bug");
                      }));
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  database.read(
                      connection -> {
                        throw new IllegalStateException("a bug");
                      }));
    }
    assertThat(count()).as("rolled back").isZero();
  }

  @Test
  void triesAgainWhatLostAgainstAnother() throws StoreException {
    AtomicInteger attempts = new AtomicInteger();
    database.transaction(
        connection -> {
          insert(1).update(connection);
          if (attempts.incrementAndGet() < 3) {
            throw new SQLException("deadlock", "40P01");
          }
          return true;
        });

    assertThat(attempts).hasValue(3);
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void givesUpAfterABoundedNumberOfAttempts() {
    AtomicInteger attempts = new AtomicInteger();
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(
            () ->
                database.write(
                    connection -> {
                      attempts.incrementAndGet();
                      throw new SQLException("serialization", "40001");
                    }));

    assertThat(attempts).hasValue(8);
  }

  @Test
  void doesNotRepeatASingleChangeThatMayHaveBeenDone() {
    AtomicInteger attempts = new AtomicInteger();
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(
            () ->
                database.write(
                    connection -> {
                      attempts.incrementAndGet();
                      throw new SQLException("broken", "08006");
                    }))
        .withMessageContaining("check that it runs");

    assertThat(attempts).hasValue(1);
  }

  @Test
  void repeatsATransactionThatBrokeBeforeItsCommit() throws StoreException {
    AtomicInteger attempts = new AtomicInteger();
    database.transaction(
        connection -> {
          if (attempts.incrementAndGet() == 1) {
            throw new SQLException("broken", "08006");
          }
          return insert(1).update(connection);
        });

    assertThat(count()).isEqualTo(1);
  }

  @Test
  void failsWithAdviceWhenAllConnectionsStayTaken() throws StoreException {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(
            () ->
                database.read(
                    one -> {
                      try {
                        return database.read(two -> countOrFail());
                      } catch (StoreException e) {
                        throw new SQLException(e.getMessage(), "XX000");
                      }
                    }))
        .withMessageContaining("pool.size");
  }

  private int countOrFail() throws SQLException {
    try {
      return count();
    } catch (StoreException e) {
      throw new SQLException(e.getMessage(), "XX000");
    }
  }
}

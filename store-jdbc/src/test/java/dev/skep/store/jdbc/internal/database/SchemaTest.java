package dev.skep.store.jdbc.internal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skep.api.issuer.StoreException;
import dev.skep.store.jdbc.internal.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class SchemaTest {
  private static final List<Migration> STEPS = Migration.below("upgrade");
  private static final PoolOptions POOL =
      new PoolOptions(2, Duration.ofSeconds(5), Duration.ofSeconds(15));

  private final DataSource source;
  private Connection connection;

  SchemaTest(Engine engine) {
    source = engine.create();
  }

  @BeforeEach
  void connect() throws SQLException {
    connection = source.getConnection();
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  private void update(List<Migration> migrations) throws SQLException, StoreException {
    new Schema(source, Dialect.of(connection), migrations).update();
  }

  private List<Integer> versions() throws SQLException {
    return Query.of("SELECT version FROM skep_schema_versions ORDER BY version")
        .list(connection, row -> row.getInt(1));
  }

  @Test
  void bringsAnOlderSchemaUpToDateWithItsContent() throws Exception {
    update(STEPS.subList(0, 1));
    assertThat(versions()).containsExactly(1);
    update(STEPS);
    update(STEPS);

    assertThat(versions()).containsExactly(1, 2);
    assertThat(Query.of("SELECT label FROM thing").list(connection, row -> row.getString(1)))
        .containsExactly("none");
  }

  @Test
  void goesOnWhereAnUpdateWasCutOff() throws Exception {
    update(STEPS.subList(0, 1));
    connection
        .createStatement()
        .execute(STEPS.get(1).statements().get(0)); // Done, but not yet noted.

    update(STEPS);

    assertThat(versions()).containsExactly(1, 2);
  }

  @Test
  void refusesASchemaThatIsNewerThanTheCode() throws Exception {
    Database.open(source, POOL).close();
    Query.of("INSERT INTO skep_schema_versions (version, applied_at) VALUES (1000, 0)")
        .update(connection);

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> Database.open(source, POOL))
        .withMessageContaining("version 1000")
        .withMessageContaining("run the newer SKEP");
  }

  @Test
  void nodesThatStartTogetherUpdateOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    List<Future<?>> starts = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      starts.add(
          threads.submit(
              () -> {
                update(STEPS);
                return null;
              }));
    }
    for (Future<?> start : starts) {
      start.get(60, TimeUnit.SECONDS);
    }
    threads.shutdown();

    assertThat(versions()).containsExactly(1, 2);
    assertThat(Query.of("SELECT COUNT(*) FROM thing").list(connection, row -> row.getInt(1)))
        .containsExactly(1);
  }
}

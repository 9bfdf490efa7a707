package dev.skep.benchmarks.internal;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** The databases that the stores are measured on. */
public enum Database {
  /** In a file, in the server's process. */
  H2("H2") {
    @Override
    Running start(Path folder) {
      JdbcDataSource source = new JdbcDataSource();
      source.setURL(
          "jdbc:h2:file:" + folder.resolve("skep") + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0");
      source.setUser("sa");
      source.setPassword("");
      return new Running(source, () -> {});
    }
  },
  /** In processes of its own on the same machine, over the loopback interface. */
  POSTGRESQL("PostgreSQL") {
    @Override
    Running start(Path folder) {
      try {
        EmbeddedPostgres server = EmbeddedPostgres.start();
        return new Running(server.getPostgresDatabase(), server);
      } catch (IOException e) {
        throw new UncheckedIOException("PostgreSQL does not start", e);
      }
    }
  };

  private final String text;

  Database(String text) {
    this.text = text;
  }

  /**
   * A database that runs.
   *
   * @param source gives connections
   * @param end ends it, once all connections are closed
   */
  record Running(DataSource source, AutoCloseable end) {}

  /**
   * Starts an empty one.
   *
   * @param folder for files
   */
  abstract Running start(Path folder);

  /** For people. */
  String text() {
    return text;
  }

  /** The CPU time of its own processes so far, in nanoseconds; coarse. */
  static long processesCpu() {
    return ProcessHandle.current()
        .descendants()
        .map(process -> process.info().totalCpuDuration())
        .flatMap(Optional::stream)
        .mapToLong(Duration::toNanos)
        .sum();
  }
}

package dev.skep.benchmarks.internal;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
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
          "jdbc:h2:file:"
              + folder.resolve("skep")
              + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;REUSE_SPACE=FALSE;QUERY_CACHE_SIZE=64");
      source.setUser("sa");
      source.setPassword("");
      return new Running(source, () -> {}, Optional.empty());
    }
  },
  /** In processes of its own on the same machine, over the loopback interface. */
  POSTGRESQL("PostgreSQL") {
    @Override
    Running start(Path folder) {
      try {
        Path data = folder.resolve("postgresql");
        EmbeddedPostgres server =
            EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(true).start();
        return new Running(server.getPostgresDatabase(), server, processOf(data));
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
   * @param process its own first one, where it has any
   */
  record Running(DataSource source, AutoCloseable end, Optional<ProcessHandle> process) {
    /** The CPU time of its own processes so far, in nanoseconds; coarse. */
    long processesCpu() {
      return process.stream()
          .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
          .flatMap(one -> one.info().totalCpuDuration().stream())
          .mapToLong(Duration::toNanos)
          .sum();
    }
  }

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

  /** The first one of PostgreSQL, whose number it notes in its folder. */
  private static Optional<ProcessHandle> processOf(Path data) throws IOException {
    try (Stream<String> lines = Files.lines(data.resolve("postmaster.pid"))) {
      return lines.findFirst().map(Long::valueOf).flatMap(ProcessHandle::of);
    }
  }
}

package dev.skep.store.jdbc.internal;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The databases that every test of a store runs on. */
public enum Engine {
  H2 {
    @Override
    DataSource create(String name) {
      try {
        Path work = Files.createDirectories(Path.of("target", "databases"));
        return h2(Files.createTempDirectory(work.toAbsolutePath(), "h2").resolve(name));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },
  POSTGRESQL {
    @Override
    DataSource create(String name) {
      return schema(Server.RUNNING.getPostgresDatabase(), name);
    }
  };

  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** One server for each test JVM; it ends with it. */
  private static final class Server {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A new schema in a PostgreSQL database: much cheaper than a database of its own. */
  static DataSource schema(DataSource database, String name) {
    try (Connection connection = database.getConnection()) {
      connection.createStatement().execute("CREATE SCHEMA " + name);
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setUrl(connection.getMetaData().getURL());
      source.setUser("postgres");
      source.setCurrentSchema(name);
      return source;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An H2 database in a file; the same file gives the same database. */
  static DataSource h2(Path file) {
    return h2(file, H2File.APPENDING);
  }

  /** As {@link #h2(Path)}, with other settings at the end of the URL. */
  static DataSource h2(Path file, String settings) {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:file:" + file + ";DB_CLOSE_ON_EXIT=FALSE" + settings);
    source.setUser("sa");
    source.setPassword("");
    return source;
  }

  /** A new, empty database. */
  public DataSource create() {
    return create("skep_test_" + NUMBER.incrementAndGet());
  }

  abstract DataSource create(String name);
}

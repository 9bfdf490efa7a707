package dev.skep.store.jdbc.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of an embedded H2, which only grows while it is open, by about 20 KB for each change.
 *
 * @param file without its ending
 * @param source opens it as the stores do
 * @param compacting opens it with leave to write over free room
 */
record H2File(Path file, DataSource source, DataSource compacting) {
  /** What a URL of H2 ends with so that free room is not written over. */
  static final String APPENDING = ";REUSE_SPACE=FALSE";

  private static final Logger LOG = LoggerFactory.getLogger(H2File.class);
  private static final long LARGE_BYTES = 16L << 20;
  private static final String ENDING = ".mv.db";

  /** H2's error for a call whose connection it has closed, as {@code SHUTDOWN} does. */
  private static final int CLOSED = 90121;

  /** Frees the room of old states, if the file is large. What fails is logged, and put off. */
  void compact() {
    Path whole = file.resolveSibling(file.getFileName() + ENDING);
    try {
      if (Files.notExists(whole) || Files.size(whole) < LARGE_BYTES) {
        return;
      }
      long before = Files.size(whole);
      // After a kill H2 repairs the file at its opening; closed well, it begins with the newest
      // state, so that nothing is lost if this is killed as well.
      source.getConnection().close();
      shutDown();
      LOG.info("{} is compacted, from {} to {} bytes", whole, before, Files.size(whole));
    } catch (SQLException | IOException e) {
      LOG.warn(
          "{} cannot be compacted now, it is tried at the next start: {}", whole, e.toString());
    }
  }

  private void shutDown() throws SQLException {
    try (Connection connection = compacting.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SHUTDOWN COMPACT");
    } catch (SQLException e) {
      if (e.getErrorCode() != CLOSED) {
        throw e;
      }
    }
  }
}

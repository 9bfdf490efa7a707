package dev.skep.demo.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for one run, which goes with it.
 *
 * @param path exists until this is closed
 */
record DemoFolder(Path path) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DemoFolder.class);

  /** Makes a new, empty one, for this user only. */
  static DemoFolder below(Path parent) throws IOException {
    return new DemoFolder(Files.createTempDirectory(parent, "demo-"));
  }

  /** Deletes it with all that is in it; tells the log if something stays. */
  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("the demo's folder {} cannot be deleted, delete it by hand: {}", path, e.toString());
    }
  }
}

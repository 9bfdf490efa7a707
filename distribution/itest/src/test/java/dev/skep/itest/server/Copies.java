package dev.skep.itest.server;

import dev.skep.itest.container.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Copies of the distribution that a test may change. */
public final class Copies {
  private Copies() {}

  /** Copies the distribution, file modes included, to a folder that does not exist yet. */
  public static Path copyTo(Path target) throws IOException {
    Path home = Distribution.unpacked().home();
    for (Path source : everythingIn(home)) {
      Files.copy(
          source, target.resolve(home.relativize(source)), StandardCopyOption.COPY_ATTRIBUTES);
    }
    return target;
  }

  private static List<Path> everythingIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList();
    }
  }
}

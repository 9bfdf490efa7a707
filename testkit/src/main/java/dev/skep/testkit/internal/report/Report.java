package dev.skep.testkit.internal.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What became of the rules of one class. It is in its files after each call of {@link #write}. */
public final class Report implements AutoCloseable {
  private final Class<?> type;
  private final Path folder;
  private final Set<String> tested = new LinkedHashSet<>();
  private final List<Line> lines = new ArrayList<>();
  private boolean written;

  Report(Class<?> type, Path folder) {
    this.type = type;
    this.folder = folder;
  }

  /** Notes an implementation. */
  public synchronized void tested(String implementation) {
    if (tested.add(implementation)) {
      written = false;
    }
  }

  synchronized void add(Line line) {
    lines.add(line);
    written = false;
  }

  /** Writes both files, over those of an earlier run. */
  synchronized void write() {
    Page page =
        new Page(
            type.getName(),
            contract(),
            testkit(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            List.copyOf(tested),
            List.copyOf(lines));
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(type.getName() + ".json"), ReportJson.of(page));
      Files.writeString(folder.resolve(type.getName() + ".html"), ReportHtml.of(page));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report to " + folder.toAbsolutePath(), e);
    }
    written = true;
  }

  /** Writes what was added since, as where JUnit did not get as far as the end of the class. */
  @Override
  public synchronized void close() {
    if (!written) {
      write();
    }
  }

  /** The public class that the vendor extends. */
  private String contract() {
    String name = type.getSimpleName();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (Modifier.isPublic(each.getModifiers()) && Modifier.isAbstract(each.getModifiers())) {
        name = each.getSimpleName();
      }
    }
    return name;
  }

  private static String testkit() {
    try (InputStream in = Report.class.getResourceAsStream("version.txt")) {
      return in == null ? "?" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

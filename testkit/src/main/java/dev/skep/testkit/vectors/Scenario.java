package dev.skep.testkit.vectors;

import dev.skep.api.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One scenario of the project's own {@code vectors/} folder: a text file of {@code name = value}
 * lines, where {@code #} begins a comment and binary values are hexadecimal.
 *
 * @param name the file's name without its ending
 * @param values in the order of the file
 */
public record Scenario(String name, Map<String, String> values) {
  /** Copies the map. */
  public Scenario {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Reads all scenarios of a folder, sorted by name. */
  public static List<Scenario> readAll(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".txt"))
          .sorted()
          .map(Scenario::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  /** Reads one scenario. */
  public static Scenario read(Path file) {
    Map<String, String> values = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        int equals = line.indexOf('=');
        if (equals < 0) {
          throw new IllegalStateException(file + ": not 'name = value': " + line);
        }
        values.put(line.substring(0, equals).trim(), line.substring(equals + 1).trim());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return new Scenario(file.getFileName().toString().replaceFirst("\\.txt$", ""), values);
  }

  /**
   * A value that must be there.
   *
   * @throws IllegalStateException if it is not
   */
  public String text(String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalStateException(name + ": no value '" + key + "'");
    }
    return value;
  }

  /** A binary value that must be there. */
  public Bytes bytes(String key) {
    return Bytes.hex(text(key));
  }

  /** A value that may be missing. */
  public Optional<String> find(String key) {
    return Optional.ofNullable(values.get(key));
  }

  @Override
  public String toString() {
    return name;
  }
}

package dev.skep.store.jdbc.internal.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One step of the schema. Each statement can be run again, since not every database takes changes
 * of a schema back.
 *
 * @param version from 1 on, without gaps
 * @param statements with {@code ${binary}} for the column type of bytes
 */
record Migration(int version, List<String> statements) {
  private static final String FOLDER = "schema";

  /** Copies the statements. */
  Migration {
    statements = List.copyOf(statements);
  }

  /** All steps that this code knows. */
  static List<Migration> all() {
    return below(FOLDER);
  }

  /** The scripts {@code V1.sql}, {@code V2.sql} and so on of a folder beside this class. */
  static List<Migration> below(String folder) {
    List<Migration> all = new ArrayList<>();
    while (true) {
      int version = all.size() + 1;
      try (InputStream in = Migration.class.getResourceAsStream(folder + "/V" + version + ".sql")) {
        if (in == null) {
          return List.copyOf(all);
        }
        String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        all.add(new Migration(version, statements(script)));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the schema in our own jar", e);
      }
    }
  }

  /** A script's statements: each ends with a semicolon, lines that begin with -- are left out. */
  private static List<String> statements(String script) {
    String sql =
        String.join("\n", script.lines().filter(line -> !line.strip().startsWith("--")).toList());
    return Arrays.stream(sql.split(";")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}

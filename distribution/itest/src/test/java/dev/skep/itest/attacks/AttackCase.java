package dev.skep.itest.attacks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One case of the table.
 *
 * @param number its number
 * @param what what is tried
 * @param outcome what it must get
 * @param leftOut what of it no test covers, and why; empty if nothing is
 */
record AttackCase(int number, String what, String outcome, String leftOut) {
  private static final String RESOURCE = "/attacks/cases.txt";

  /** Whether no test of it is possible or needed. */
  boolean inapplicable() {
    return leftOut.startsWith("all:");
  }

  /** All cases, in their order. */
  static List<AttackCase> all() throws IOException {
    try (InputStream in = AttackCase.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException("there is no " + RESOURCE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(AttackCase::parse)
          .toList();
    }
  }

  private static AttackCase parse(String line) {
    String[] parts = line.split(" \\| ", -1);
    if (parts.length != 3 && parts.length != 4) {
      throw new IllegalArgumentException("no number, case, outcome: " + line);
    }
    String leftOut = parts.length == 4 ? parts[3] : "";
    return new AttackCase(Integer.parseInt(parts[0]), parts[1], parts[2], leftOut);
  }
}

package dev.skep.benchmarks.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Replaces what stands between two marks in a Markdown file. */
final class Readme {
  private static final String BEGIN = "<!-- result: written by the run -->\n";
  private static final String END = "<!-- end of result -->\n";

  private Readme() {}

  /**
   * Writes the result into a file.
   *
   * @throws IOException if the file cannot be read or written, or lacks the marks
   */
  static void update(Path file, String result) throws IOException {
    String text = Files.readString(file);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(file + " lacks the lines\n" + BEGIN + END + "in this order: add them");
    }
    Files.writeString(
        file,
        text.substring(0, begin + BEGIN.length()) + "\n" + result + "\n" + text.substring(end));
  }
}

package dev.skep.benchmarks.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Replaces what stands between two marks in a Markdown file. */
final class Readme {
  /** The place of what a session costs. */
  static final String RESULT = "result";

  /** The place of what an enrolment costs. */
  static final String ENROLMENTS = "enrolments";

  /** The place of what the enrolment of a card costs. */
  static final String CARDS = "cards";

  /** The place of what can be told from rejections. */
  static final String ORACLES = "oracles";

  private Readme() {}

  /**
   * Writes a result into a file.
   *
   * @param place which marks it stands between
   * @throws IOException if the file cannot be read or written, or lacks the marks
   */
  static void update(Path file, String place, String result) throws IOException {
    String mark = "<!-- " + place + ": written by the run -->\n";
    String endMark = "<!-- end of " + place + " -->\n";
    String text = Files.readString(file);
    int begin = text.indexOf(mark);
    int end = text.indexOf(endMark);
    if (begin < 0 || end < begin) {
      throw new IOException(
          file + " lacks the lines\n" + mark + endMark + "in this order: add them");
    }
    Files.writeString(
        file,
        text.substring(0, begin + mark.length()) + "\n" + result + "\n" + text.substring(end));
  }
}

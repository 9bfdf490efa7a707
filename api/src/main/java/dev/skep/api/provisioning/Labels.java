package dev.skep.api.provisioning;

import java.nio.charset.StandardCharsets;

/**
 * What a text for people may look like (spec rule D-2): up to 128 bytes of UTF-8 without control,
 * format, surrogate and unassigned characters and without line and paragraph separators. What is
 * assigned is the Java runtime's to say, from Unicode 13.0 on.
 */
public final class Labels {
  /** The longest label, in bytes of UTF-8. */
  public static final int MAX_BYTES = 128;

  private Labels() {}

  /** Whether the text is a valid label; it may be empty. */
  public static boolean isValid(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES
        && text.codePoints().allMatch(Labels::isVisible);
  }

  /**
   * Returns the label unchanged.
   *
   * @throws IllegalArgumentException if it is not a valid label
   */
  public static String check(String text) {
    if (!isValid(text)) {
      throw new IllegalArgumentException(
          "a label has up to " + MAX_BYTES + " bytes of UTF-8 without control characters");
    }
    return text;
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}

package dev.skep.client.internal;

import org.jspecify.annotations.Nullable;

/** Makes text from outside safe to show: it cannot steer a terminal or break a line. */
public final class Printable {
  private static final int MAXIMUM = 1_000;

  private Printable() {}

  /** Replaces control and format characters by {@code ?} and cuts what is very long. */
  public static String of(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(MAXIMUM)
        .forEach(point -> shown.appendCodePoint(isVisible(point) ? point : '?'));
    return text.codePointCount(0, text.length()) > MAXIMUM
        ? shown.append("...").toString()
        : shown.toString();
  }

  /** What an exception says, or its name where it says nothing. */
  public static String of(@Nullable Throwable failure) {
    if (failure == null) {
      return "no reason given";
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : of(message);
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}

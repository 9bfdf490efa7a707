package dev.skep.store.jdbc.internal.audit;

/**
 * A JSON array or object of texts in visible ASCII, up to {@value #MAX_TEXT} characters. A long
 * value is cut; what does not fit any more is left out, with {@code "…"} in its place.
 */
final class JsonText {
  private static final int MAX_TEXT = 16_000;
  private static final int MAX_VALUE = 512;
  private static final int CLOSING = 40;
  private static final String LEFT_OUT = "\"\\u2026\"";

  private final StringBuilder text = new StringBuilder();
  private final char end;
  private boolean full;

  JsonText(char begin, char end) {
    text.append(begin);
    this.end = end;
  }

  void add(String value) {
    append(quoted(value), LEFT_OUT);
  }

  void add(String key, String value) {
    append(quoted(key) + ":" + quoted(value), LEFT_OUT + ":" + LEFT_OUT);
  }

  private void append(String item, String leftOut) {
    if (full) {
      return;
    }
    full = text.length() + item.length() > MAX_TEXT - CLOSING;
    text.append(text.length() > 1 ? "," : "").append(full ? leftOut : item);
  }

  private static String quoted(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    int length = Math.min(value.length(), MAX_VALUE);
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < 0x20 || c > 0x7e) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append(length < value.length() ? "\\u2026\"" : "\"").toString();
  }

  @Override
  public String toString() {
    return text.toString() + end;
  }
}

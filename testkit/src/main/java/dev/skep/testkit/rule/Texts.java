package dev.skep.testkit.rule;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assertions;

/** Looks for secrets in texts (spec rule G-4). */
public final class Texts {
  /** So much of a secret is never there by chance. */
  private static final int WINDOW_BYTES = 8;

  private Texts() {}

  /**
   * Fails if a part of a secret is in a text, in any of the usual forms.
   *
   * @param secret at least 8 bytes; shorter ones are looked for as a whole
   * @param what it is, for the message
   */
  public static void assertAbsent(String text, Bytes secret, String what) {
    String lower = text.toLowerCase(Locale.ROOT);
    int window = Math.min(WINDOW_BYTES, secret.length());
    for (int from = 0; from + window <= secret.length(); from++) {
      Bytes part = secret.slice(from, window);
      absent(lower, part.toHex(), what);
      absent(text, inner(Arrays.toString(part.toArray())), what);
      absent(text, new String(part.toArray(), StandardCharsets.ISO_8859_1), what);
    }
    for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
      absent(text, encoder.withoutPadding().encodeToString(secret.toArray()), what);
    }
  }

  /** The same for a secret that is still open. */
  public static void assertAbsent(String text, SecretBytes secret, String what) {
    byte[] copy = secret.copy();
    try {
      assertAbsent(text, Bytes.of(copy), what);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  private static String inner(String list) {
    return list.substring(1, list.length() - 1);
  }

  private static void absent(String text, String form, String what) {
    if (text.contains(form)) {
      Assertions.fail(what + " is in a text");
    }
  }
}

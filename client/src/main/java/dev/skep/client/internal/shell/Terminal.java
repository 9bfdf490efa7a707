package dev.skep.client.internal.shell;

import dev.skep.api.SecretBytes;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a command meets its person. Secrets are typed without echo where the process has a
 * terminal, else they are lines of the input. For one thread.
 */
final class Terminal {
  private static final int LONGEST_LINE = 256;

  /** Set by {@code bin/skep} where what is typed would be shown and Java cannot prevent it. */
  private static final String ECHOES = "skep.terminal.echoes";

  private final PrintStream out;
  private final PrintStream failures;
  private final InputStream in;
  private final @Nullable Console console;
  private final String prefix;
  private final boolean echoes;

  private Terminal(PrintStream failures, String prefix, boolean echoes) {
    this.out = System.out;
    this.failures = failures;
    this.in = System.in;
    this.console = System.console();
    this.prefix = prefix;
    this.echoes = echoes;
  }

  /** The shell's, which has redirected the standard streams of this thread. */
  static Terminal ofShell() {
    return new Terminal(System.out, "skep:", false);
  }

  /** The process's own. */
  static Terminal ofProcess() {
    return new Terminal(System.err, "skep ", Boolean.getBoolean(ECHOES));
  }

  PrintStream out() {
    return out;
  }

  /** How a person calls a command here, for example {@code skep:sign}. */
  String call(Command command) {
    return prefix + command.text();
  }

  /** Says that a command failed. */
  void fail(String message) {
    failures.println(message);
  }

  /** Asks for a yes; anything else, also the end of the input, is a no. */
  boolean agrees(String question) {
    out.print(question + " [y/N] ");
    out.flush();
    byte[] line = new byte[LONGEST_LINE];
    int length = readLine(line);
    String answer = new String(line, 0, Math.max(length, 0), StandardCharsets.US_ASCII).strip();
    return answer.toLowerCase(Locale.ROOT).matches("y|yes");
  }

  /**
   * Asks for a secret.
   *
   * @return what was typed, visible ASCII, which the caller closes; empty at the input's end
   * @throws CommandFailedException if it has other characters, or is very long
   */
  Optional<SecretBytes> secret(String prompt) throws CommandFailedException {
    if (echoes) {
      throw new CommandFailedException(
          "the terminal would show what is typed while the output is redirected; do not redirect"
              + " it, or name a file that holds it");
    }
    byte[] line = new byte[LONGEST_LINE];
    try {
      int length = console == null ? ask(prompt, line) : ask(console, prompt, line);
      return length < 0 ? Optional.empty() : Optional.of(visible(Arrays.copyOf(line, length)));
    } finally {
      Arrays.fill(line, (byte) 0);
    }
  }

  private int ask(String prompt, byte[] line) {
    out.print(prompt + ": ");
    out.flush();
    int length = readLine(line);
    out.println();
    return length;
  }

  private static int ask(Console terminal, String prompt, byte[] line) {
    char[] typed = terminal.readPassword("%s: ", prompt);
    if (typed == null) {
      return -1;
    }
    try {
      int length = Math.min(typed.length, line.length);
      for (int i = 0; i < length; i++) {
        line[i] = typed[i] < 0x80 ? (byte) typed[i] : 0; // no visible character of ASCII
      }
      return length;
    } finally {
      Arrays.fill(typed, '\0');
    }
  }

  /** Byte by byte, so that the next line is left to the next question. */
  private int readLine(byte[] line) {
    try {
      int length = 0;
      int read = in.read();
      if (read < 0) {
        return -1;
      }
      while (read >= 0 && read != '\n') {
        if (read != '\r' && length < line.length) {
          line[length++] = (byte) read;
        }
        read = in.read();
      }
      return length;
    } catch (IOException e) {
      return -1;
    }
  }

  /** Takes the array over. */
  static SecretBytes visible(byte[] typed) throws CommandFailedException {
    boolean visible = typed.length < LONGEST_LINE;
    for (byte character : typed) {
      visible &= character > 0x20 && character < 0x7f;
    }
    if (!visible) {
      Arrays.fill(typed, (byte) 0);
      throw new CommandFailedException(
          "only visible characters of ASCII can be in a secret; nothing was tried");
    }
    return SecretBytes.adopt(typed);
  }
}

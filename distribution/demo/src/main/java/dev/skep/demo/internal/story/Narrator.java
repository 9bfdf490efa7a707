package dev.skep.demo.internal.story;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Prints the story. Plain text; headings and results stand out in colour on a terminal only. What
 * others wrote is printed without control characters. Not thread-safe.
 */
public final class Narrator {
  private static final int WIDTH = 100;
  private static final String BOLD = "1";
  private static final String GREEN = "32";
  private static final String RED = "31";

  private final PrintStream out;
  private final boolean terminal;

  /**
   * Prints to a stream.
   *
   * @param terminal whether it understands colours
   */
  public Narrator(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** A chapter's heading. */
  public void heading(String text) {
    out.println();
    out.println(styled(BOLD, text));
    out.println("=".repeat(text.length()));
  }

  /** A paragraph. */
  public void say(String text) {
    block("  ", "  ", text);
  }

  /** A list, one item a paragraph. */
  public void list(List<String> items) {
    items.forEach(item -> block("      - ", "        ", item));
  }

  /** A value with its name. */
  public void fact(String name, String value) {
    String label = String.format(Locale.ROOT, "    %-16s ", name);
    block(label, " ".repeat(label.length()), value);
  }

  /** An exchange of messages: its name, what went there and back, how long, and what it was. */
  public void exchange(
      String name, int sentBytes, int receivedBytes, Duration took, String detail) {
    out.printf(
        Locale.ROOT,
        "    %-16s %6d B there, %6d B back, %s%n",
        Texts.printable(name),
        sentBytes,
        receivedBytes,
        Texts.duration(took));
    if (!detail.isEmpty()) {
      block(" ".repeat(21), " ".repeat(21), detail);
    }
  }

  /**
   * Says whether something expected happened.
   *
   * @param expectation a statement that should hold
   * @param found what happened instead, where it does not
   * @throws StoryException if it does not hold
   */
  public void expect(String expectation, boolean holds, String found) throws StoryException {
    if (!holds) {
      String problem = "expected: " + expectation + "; found: " + found;
      out.print(styled(RED, "  [NO] "));
      block("", "       ", problem);
      throw new StoryException(Texts.printable(problem));
    }
    out.print(styled(GREEN, "  [ok] "));
    block("", "       ", expectation);
  }

  /** How the chapters went, with what did not happen written out below. */
  public void summary(List<ChapterResult> results, Duration total) {
    heading("Summary");
    List<List<String>> rows =
        results.stream()
            .map(
                result ->
                    List.of(
                        Integer.toString(result.number()),
                        result.title(),
                        result.ok() ? result.outcome() : "see below",
                        result.ok() ? "yes" : "NO",
                        Texts.duration(result.took())))
            .toList();
    Texts.table(List.of("", "chapter", "outcome", "ok", "time"), rows)
        .forEach(line -> out.println("  " + Texts.printable(line)));
    out.println();
    for (ChapterResult result : results) {
      if (!result.ok()) {
        block("  ", "    ", "Chapter " + result.number() + ": " + result.outcome());
      }
    }
    boolean ok = results.stream().allMatch(ChapterResult::ok);
    String verdict =
        ok ? "Everything expected happened" : "NOT everything happened that was expected";
    out.println("  " + styled(ok ? GREEN : RED, verdict + ", in " + Texts.duration(total) + "."));
    out.flush();
  }

  private void block(String first, String others, String text) {
    String indent = first;
    for (String line : Texts.wrap(Texts.printable(text), WIDTH - others.length())) {
      out.println((indent + line).stripTrailing());
      indent = others;
    }
    out.flush();
  }

  private String styled(String style, String text) {
    return terminal ? "\u001b[" + style + "m" + text + "\u001b[0m" : text;
  }
}

package dev.skep.demo.internal.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NarratorTest {
  private static final String ESCAPE = "\u001b";

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void linesUpTheColumnsOfTheSummary() {
    narrator(false)
        .summary(
            List.of(
                new ChapterResult(0, "Short", "made", true, Duration.ofMillis(12)),
                new ChapterResult(1, "A longer title", "ok", true, Duration.ofMillis(1_234))),
            Duration.ofMillis(12_345));

    assertThat(text().lines())
        .containsSequence(
            "     chapter         outcome  ok   time",
            "  -  --------------  -------  ---  ---------",
            "  0  Short           made     yes  12.0 ms",
            "  1  A longer title  ok       yes  1234.0 ms")
        .endsWith("  Everything expected happened, in 12.3 s.");
  }

  @Test
  void saysWhichChapterFailedAndWhy() {
    narrator(false)
        .summary(
            List.of(
                new ChapterResult(0, "First", "done", true, Duration.ZERO),
                new ChapterResult(1, "Second", "expected: x; found: y", false, Duration.ZERO)),
            Duration.ZERO);

    assertThat(text())
        .contains("1  Second   see below  NO", "  Chapter 1: expected: x; found: y")
        .contains("NOT everything happened")
        .doesNotContain("Everything expected happened");
  }

  @Test
  void goesOnWhereAnExpectationHolds() {
    assertThatCode(() -> narrator(false).expect("the sun rises", true, ""))
        .doesNotThrowAnyException();
    assertThat(text()).isEqualToIgnoringNewLines("  [ok] the sun rises");
  }

  @Test
  void stopsWhereAnExpectationDoesNotHold() {
    assertThatExceptionOfType(StoryException.class)
        .isThrownBy(() -> narrator(false).expect("the sun rises", false, "night"))
        .withMessage("expected: the sun rises; found: night");
    assertThat(text()).contains("[NO]", "night");
  }

  @Test
  void coloursOnATerminalOnly() {
    narrator(false).heading("A");
    assertThat(text()).doesNotContain(ESCAPE);
    narrator(true).heading("A");
    assertThat(text()).contains(ESCAPE + "[1mA" + ESCAPE + "[0m");
  }

  @Test
  void letsNoPeerRewriteTheTerminal() {
    narrator(false).say("subject" + ESCAPE + "[2J\r\nCN=x\u202e");

    assertThat(text()).isEqualToIgnoringNewLines("  subject?[2J??CN=x?");
  }

  @Test
  void breaksLongParagraphsAtBlanks() {
    narrator(false).say("word ".repeat(60).strip());

    assertThat(text().lines()).hasSize(4).allMatch(line -> line.startsWith("  word"));
    assertThat(text().lines()).allMatch(line -> line.length() <= 100);
  }

  private Narrator narrator(boolean terminal) {
    return new Narrator(new PrintStream(printed, true, StandardCharsets.UTF_8), terminal);
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}

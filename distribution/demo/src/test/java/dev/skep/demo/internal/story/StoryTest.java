package dev.skep.demo.internal.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class StoryTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final List<String> told = new ArrayList<>();
  private final Story story =
      new Story(
          new Narrator(new PrintStream(printed, true, StandardCharsets.UTF_8), false), () -> 0L);

  @Test
  void isGoodWhereEachChapterIs() throws Exception {
    assertThat(story.tell(List.of(chapter("a", () -> "1"), chapter("b", () -> "2")))).isTrue();
    assertThat(told).containsExactly("a", "b");
  }

  @Test
  void isNotGoodWhereOneChapterFailsAndTellsTheOthers() throws Exception {
    assertThat(
            story.tell(
                List.of(
                    chapter("a", () -> "1"),
                    chapter(
                        "b",
                        () -> {
                          throw new StoryException("expected: p; found: q");
                        }),
                    chapter("c", () -> "3"))))
        .isFalse();
    assertThat(told).containsExactly("a", "b", "c");
    assertThat(text()).contains("Chapter 1: expected: p; found: q");
  }

  @Test
  void isNotGoodWhereTheEnvironmentFails() throws Exception {
    assertThat(
            story.tell(
                List.of(
                    chapter(
                        "a",
                        () -> {
                          throw new IllegalStateException("no disk");
                        }))))
        .isFalse();
    assertThat(text()).contains("it broke off", "no disk");
  }

  @Test
  void tellsNothingMoreWhereThePreparationFails() throws Exception {
    assertThat(
            story.tell(
                List.of(
                    chapter(
                        "a",
                        () -> {
                          throw new StoryException("nothing works");
                        }),
                    chapter("b", () -> "2"))))
        .isFalse();
    assertThat(told).containsExactly("a");
    assertThat(text()).contains("Chapter 0: nothing works", "other chapters are not told");
  }

  @Test
  void breaksOffWhereTheContainerStops() {
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(
            () ->
                story.tell(
                    List.of(
                        chapter("a", () -> "1"),
                        chapter(
                            "b",
                            () -> {
                              throw new InterruptedException();
                            }),
                        chapter("c", () -> "3"))));
    assertThat(told).containsExactly("a", "b");
  }

  private Chapter chapter(String title, Callable<String> what) {
    return new Chapter() {
      @Override
      public String title() {
        return title;
      }

      @Override
      public String tell() throws Exception {
        told.add(title);
        return what.call();
      }
    };
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}

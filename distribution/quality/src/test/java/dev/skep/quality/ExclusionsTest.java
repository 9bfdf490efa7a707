package dev.skep.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.quality.Exclusions.Exclusion;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExclusionsTest {
  /** A sentence, not a word. */
  private static final int SHORTEST_REASON = 30;

  @Test
  void eachHasAReason() throws Exception {
    assertThat(Exclusions.read(Exclusions.FILE))
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.reason()).hasSizeGreaterThan(SHORTEST_REASON));
  }

  @Test
  void eachNamesTheKindsOfBugs() throws Exception {
    assertThat(Exclusions.read(Exclusions.FILE))
        .allSatisfy(each -> assertThat(each.types()).matches("[A-Z][A-Z0-9_,]+"));
  }

  @Test
  void aCommentIsTheReasonOfTheNextOneOnly(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("filter.xml"),
            """
            <FindBugsFilter>
              <!-- why -->
              <Match><Class name="A"/><Bug pattern="X"/></Match>
              <Match><Class name="B"/></Match>
            </FindBugsFilter>
            """);

    assertThat(Exclusions.read(file))
        .containsExactly(new Exclusion("why", "X"), new Exclusion("", ""));
  }
}

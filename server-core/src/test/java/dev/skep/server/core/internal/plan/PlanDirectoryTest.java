package dev.skep.server.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanDirectoryTest {
  private static final String GOOD = "description: good\ndelete: [ old ]\n";

  @TempDir Path folder;
  private final AtomicLong nanos = new AtomicLong();

  private PlanDirectory open() {
    return new PlanDirectory(folder, nanos::get);
  }

  private void passASecond() {
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
  }

  @Test
  void aWrongPlanLeavesTheOthersUsableAndSaysWhereItIsWrong() throws IOException {
    Files.writeString(folder.resolve("b-good.yaml"), GOOD);
    Path wrong = folder.resolve("a-wrong.yaml");
    Files.writeString(wrong, "description: wrong\ndelet: [ old ]\n");
    Files.writeString(folder.resolve("readme.txt"), "no plan");
    Files.writeString(folder.resolve(".hidden.yaml"), "no plan");
    PlanDirectory plans = open();

    assertThat(plans.all()).extracting(PlanFile::name).containsExactly("a-wrong", "b-good");
    assertThat(plans.find("b-good")).get().isInstanceOf(PlanFile.Usable.class);
    assertThat(((PlanFile.Unusable) plans.find("a-wrong").orElseThrow()).reason())
        .startsWith(wrong + ", line 2: ")
        .contains("'delet'");
    assertThat(plans.find("c")).isEmpty();
  }

  @Test
  void takesUpChangesWithinASecond() throws IOException {
    Path file = folder.resolve("plan.yaml");
    PlanDirectory plans = open();
    assertThat(plans.all()).isEmpty();
    Files.writeString(file, GOOD);
    assertThat(plans.all()).isEmpty();

    passASecond();
    assertThat(plans.find("plan")).get().isInstanceOf(PlanFile.Usable.class);
    Files.writeString(file, GOOD + "x");
    passASecond();
    assertThat(plans.find("plan")).get().isInstanceOf(PlanFile.Unusable.class);
    Files.writeString(file, GOOD);
    passASecond();
    assertThat(plans.find("plan")).get().isInstanceOf(PlanFile.Usable.class);
    Files.delete(file);
    passASecond();
    assertThat(plans.all()).isEmpty();
  }

  @Test
  void keepsThePlansWhileTheDirectoryIsAway() throws IOException {
    Files.writeString(folder.resolve("plan.yaml"), GOOD);
    PlanDirectory plans = open();
    Path aside = folder.resolveSibling(folder.getFileName() + "-aside");
    Files.move(folder, aside);
    passASecond();

    assertThat(plans.all()).hasSize(1);
    Files.move(aside, folder);
  }

  @Test
  void refusesHugeFilesOtherEncodingsAndNamesThatMislead() throws IOException {
    Files.writeString(folder.resolve("huge.yaml"), GOOD + "#".repeat(64 * 1024));
    Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe9});
    Files.writeString(folder.resolve("two words.yaml"), GOOD);
    Files.writeString(folder.resolve("line\nbreak.yaml"), GOOD);

    assertThat(open().all())
        .hasSize(4)
        .allSatisfy(file -> assertThat(file).isInstanceOf(PlanFile.Unusable.class))
        .allSatisfy(file -> assertThat(file.name()).doesNotContain("\n"))
        .extracting(file -> ((PlanFile.Unusable) file).reason())
        .anyMatch(reason -> reason.contains("65536 bytes"))
        .anyMatch(reason -> reason.contains("UTF-8"))
        .anyMatch(reason -> reason.contains("a name has"));
  }
}

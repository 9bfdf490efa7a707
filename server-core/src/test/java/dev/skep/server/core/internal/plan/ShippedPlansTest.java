package dev.skep.server.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The plans of the distribution, which are the documentation of plans. */
class ShippedPlansTest {
  private static final Path PLANS =
      Path.of(System.getProperty("skep.root"), "distribution/src/main/dist/conf/plans");

  @Test
  void allCanBeUsed() {
    assertThat(new PlanDirectory(PLANS, System::nanoTime).all())
        .allSatisfy(file -> assertThat(file).isInstanceOf(PlanFile.Usable.class))
        .extracting(PlanFile::name)
        .containsExactly("badge-renewal", "employee-badge", "holder-pin");
  }

  @Test
  void sayOfEveryKeyWhatItMeans() throws IOException {
    String badge = Files.readString(PLANS.resolve("employee-badge.yaml"));
    String renewal = Files.readString(PLANS.resolve("badge-renewal.yaml"));
    assertThat(badge)
        .contains("description:", "code-validity:", "puks:", "pins:", "keys:", "secrets:")
        .contains("id:", "format:", "length:", "minimum:", "maximum:", "tries:", "puk:", "value:")
        .contains("preset-length:", "algorithm:", "size:", "usage:", "pin:", "label:")
        .contains("attestation:", "certificate:", "subject:", "validity:", "type:", "file:");
    assertThat(renewal)
        .contains("renew:", "key:", "unblock:", "pin:", "value:", "format:", "length:")
        .contains("delete:", "existing:");
  }

  @Test
  void renewalFitsTheBadge() throws IOException, WrongPlanException {
    Plan badge = read("employee-badge");
    Plan renewal = read("badge-renewal");

    assertThat(badge.keys())
        .extracting(key -> key.terms().id())
        .contains(renewal.renewals().get(0).keyId());
    assertThat(badge.pins())
        .extracting(pin -> pin.terms().id())
        .contains(renewal.unblocks().get(0).pinId());
  }

  private static Plan read(String name) throws IOException, WrongPlanException {
    return PlanReader.read(name, Files.readString(PLANS.resolve(name + ".yaml")));
  }
}

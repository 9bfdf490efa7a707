package dev.skep.itest.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of what is allowed, and that it refuses the rest. */
class LicencesTest {
  private final Licences licences =
      new Licences(List.of("# a comment", "", "Apache-2.0", "Odd-1.0 | g:one g:two"));

  private static Component component(String name, String... licences) {
    return new Component(name, "1", List.of(licences));
  }

  @Test
  void takesALicenceThatIsAllowed() {
    assertThat(licences.problem(component("g:a", "Apache-2.0"))).isEmpty();
  }

  @Test
  void takesAChoiceOfWhichOneIsAllowed() {
    assertThat(licences.problem(component("g:a", "GPL-3.0-only", "Apache-2.0"))).isEmpty();
  }

  @Test
  void refusesAnUnknownLicence() {
    assertThat(licences.problem(component("g:a", "GPL-3.0-only")))
        .contains("g:a has [GPL-3.0-only], of which none is allowed for it");
  }

  @Test
  void refusesWhatHasNoLicence() {
    assertThat(licences.problem(component("g:a"))).isPresent();
  }

  @Test
  void allowsSomeForWhoIsNamedAlone() {
    assertThat(licences.problem(component("g:two", "Odd-1.0"))).isEmpty();
    assertThat(licences.problem(component("g:three", "Odd-1.0"))).isPresent();
  }

  @Test
  void refusesCommentsAsLicences() {
    assertThat(licences.problem(component("g:a", "# a comment"))).isPresent();
  }

  /** Copyleft that a distribution of jars could not keep is never slipped in. */
  @Test
  void theProjectAllowsNoGpl() throws Exception {
    for (String licence : List.of("GPL-2.0-only", "GPL-3.0-only", "AGPL-3.0-only", "SSPL-1.0")) {
      assertThat(Licences.ofTheProject().problem(component("g:a", licence))).isPresent();
    }
  }
}

package dev.skep.itest.licence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skep.itest.container.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/**
 * {@code THIRD-PARTY.txt} says of everything of others' that is shipped what it is and under which
 * licence, and each licence is one that is allowed.
 */
class ThirdPartyIT {
  private static final String LIST = "THIRD-PARTY.txt";

  /** On the module path alone, which has no bill of materials. */
  private static final Set<String> NOT_IN_THE_DISTRIBUTION = Set.of("org.slf4j:slf4j-simple");

  @Test
  void everyLicenceIsAllowed() throws IOException {
    Licences allowed = Licences.ofTheProject();
    assertThat(listed().stream().map(allowed::problem).flatMap(Optional::stream))
        .as("change the component, or distribution/itest/licences-allowed.txt after a look at it")
        .isEmpty();
  }

  @Test
  void everyJarIsListed() throws IOException {
    Set<String> listed = listed().stream().map(Component::jar).collect(Collectors.toSet());
    Set<String> unlisted = new TreeSet<>(shipped());
    unlisted.removeIf(name -> name.startsWith("skep-") || listed.contains(name));
    assertThat(unlisted).isEmpty();
  }

  /** What is inside other jars, and each licence, is known from there. */
  @Test
  void theListIsThatOfTheSbom() throws IOException {
    boolean online = "offline:false".equals(System.getProperty("skep.maven.mode"));
    assumeTrue(
        online || System.getenv("CI") != null, "built with mvn -o, which makes no sbom.json");
    List<String> lines =
        Component.readAll(Distribution.unpacked().home().resolve("sbom.json")).stream()
            .map(Component::line)
            .sorted()
            .toList();
    Files.write(Path.of("target", LIST), lines);
    List<Component> listed = new ArrayList<>(listed());
    listed.removeIf(component -> NOT_IN_THE_DISTRIBUTION.contains(component.name()));
    assertThat(listed.stream().map(Component::line))
        .as("distribution/itest/target/" + LIST + " has the lines for that in src/main/dist")
        .containsExactlyElementsOf(lines);
  }

  private static List<Component> listed() throws IOException {
    try (Stream<String> lines = Files.lines(Distribution.unpacked().home().resolve(LIST))) {
      return lines.filter(line -> line.contains(" - ")).map(Component::ofLine).toList();
    }
  }

  /** In the distribution, on the module path, in the archive for Karaf. */
  private static List<String> shipped() throws IOException {
    List<String> names = new ArrayList<>();
    for (String folder : List.of("bundle", "optional", "demo")) {
      names.addAll(jars(Distribution.unpacked().home().resolve(folder)));
    }
    names.addAll(jars(Distribution.folder("skep.modulepath.folder")));
    try (ZipFile archive = new ZipFile(System.getProperty("skep.karaf.archive"))) {
      archive.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".jar"))
          .forEach(name -> names.add(name.substring(name.lastIndexOf('/') + 1)));
    }
    return names;
  }

  private static List<String> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .toList();
    }
  }
}

package dev.skep.itest.vendor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A local repository as {@code mvn install} leaves it, with what vendors use and nothing else. */
final class Published {
  private static final Path ROOT = Path.of(System.getProperty("skep.root"));
  private static final String VERSION = System.getProperty("skep.version");
  private static final List<String> FOLDERS =
      List.of(
          "api",
          "protocol",
          "testkit",
          "testkit/se",
          "provider-ecdh",
          "provider-symmetric",
          "se-kernel",
          "se-pkcs11",
          "archetypes/se",
          "archetypes/algorithm");

  private final Path repository;

  private Published(Path repository) {
    this.repository = repository;
  }

  /** Fills a folder. */
  static Published in(Path repository) throws IOException {
    Published published = new Published(repository);
    published.add("skep-parent", ROOT.resolve("pom.xml"), ".pom");
    for (String folder : FOLDERS) {
      Path module = ROOT.resolve(folder);
      String artifact = "skep-" + folder.replace("archetypes/", "archetype-").replace('/', '-');
      published.add(artifact, module.resolve("pom.xml"), ".pom");
      published.add(
          artifact, module.resolve("target/" + artifact + "-" + VERSION + ".jar"), ".jar");
    }
    return published;
  }

  private void add(String artifact, Path file, String ending) throws IOException {
    Path folder =
        Files.createDirectories(repository.resolve("dev/skep").resolve(artifact).resolve(VERSION));
    Files.copy(
        file,
        folder.resolve(artifact + "-" + VERSION + ending),
        StandardCopyOption.REPLACE_EXISTING);
  }

  Path repository() {
    return repository;
  }

  String version() {
    return VERSION;
  }
}

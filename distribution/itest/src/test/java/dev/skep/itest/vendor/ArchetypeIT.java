package dev.skep.itest.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.itest.server.Copies;
import dev.skep.itest.server.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the archetypes make builds at once, passes the contract once it is written, and runs. */
class ArchetypeIT {
  private static final Path SOURCES = Path.of("src/main/java/com/example/acme");

  @TempDir static Path folder;
  private static Maven maven;

  @BeforeAll
  static void publish() throws IOException {
    maven = new Maven(Published.in(folder.resolve("repository")), folder);
  }

  @Test
  void elementBuildsAtOncePassesTheContractAndRuns() throws Exception {
    Path project = maven.generate(folder, "skep-archetype-se", "acme-se", "-Dname=acme");
    maven.run(project, "package");
    Path jar = project.resolve("target/acme-se-1.0.0.jar");
    Path home = Copies.copyTo(folder.resolve("home-se"));
    Files.copy(
        project.resolve("conf/com.example.acme-one.config"),
        home.resolve("conf/com.example.acme-one.config"));
    drop(jar, home);
    Path output = folder.resolve("se.log");
    try (ServerProcess server = shell(home, output)) {
      server.awaitReady();
      server.awaitThat(
          "told what is to be written",
          () -> log(home).contains("acme:one is not available: Hardware.wrap is not written"));
      write(project, "Hardware.java");
      // A part of the contract: the whole of it is run by the elements of this build.
      maven.run(project, "package", "-Dcontract.skip=false", "-Dtest=ElementContractTest#E*");
      obeyed(project, "ElementContractTest");
      drop(jar, home);
      Typed.until(
          server,
          "skep:se",
          "listed",
          () -> server.output().matches("(?s).*acme:one\\s[^\\n]*blank.*"));
    }
  }

  @Test
  void schemeBuildsAtOncePassesTheContractAndRuns() throws Exception {
    Path project =
        maven.generate(
            folder, "skep-archetype-algorithm", "acme-ed448", "-Dalgorithm=com.example/Ed448");
    maven.run(project, "package");
    write(project, "Scheme.java");
    maven.run(project, "package", "-Dcontract.skip=false");
    obeyed(project, "SchemeContractTest");
    Path home = Copies.copyTo(folder.resolve("home-algorithm"));
    try (ServerProcess server = shell(home, folder.resolve("algorithm.log"))) {
      server.awaitReady();
      drop(project.resolve("target/acme-ed448-1.0.0.jar"), home);
      Typed.until(
          server, "skep:providers", "listed", () -> server.output().contains("com.example/Ed448"));
    }
  }

  private static ServerProcess shell(Path home, Path output) throws IOException {
    return ServerProcess.start(
        home,
        output,
        Map.of("SKEP_PORT", "0", "SKEP_DATA", home.resolve("data").toString()),
        "shell");
  }

  private static String log(Path home) {
    try {
      return Files.readString(home.resolve("data/log/skep.log"));
    } catch (IOException e) {
      return String.valueOf(e);
    }
  }

  /** As an operator: beside it first, so that half a file is never taken. */
  private static void drop(Path jar, Path home) throws IOException {
    Path name = home.resolve("deploy").resolve(jar.getFileName());
    Path beside = Files.copy(jar, home.resolve(jar.getFileName() + ".new"));
    Files.move(beside, name, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The marked methods, written. */
  private static void write(Path project, String file) throws IOException {
    try (InputStream in = ArchetypeIT.class.getResourceAsStream("/vendor/" + file)) {
      Files.copy(in, project.resolve(SOURCES).resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void obeyed(Path project, String test) throws IOException {
    String report =
        Files.readString(project.resolve("target/skep-testkit/com.example.acme." + test + ".json"));
    assertThat(report).containsPattern("\"obeyed\"\\s*:\\s*true");
  }
}

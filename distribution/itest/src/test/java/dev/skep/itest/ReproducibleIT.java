package dev.skep.itest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.itest.container.Distribution;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same sources give the same files, byte for byte, wherever and whenever they are built: a copy
 * of them is built in another folder, in another time zone and language. The mask of file modes has
 * to be the same (022), since jars that bnd does not make have the modes of their classes.
 */
class ReproducibleIT {
  private static final long DEADLINE_SECONDS = 300;
  private static final Set<String> NO_SOURCES = Set.of("target", ".git");

  /** All modules that are shipped; the checkers look at the sources and leave the classes alone. */
  private static final List<String> BUILD =
      List.of(
          "-B",
          "-ntp",
          "-q",
          "-Dmaven.test.skip=true",
          "-Dspotless.check.skip=true",
          "-Denforcer.skip=true",
          "-P!quality",
          "-pl",
          "testkit/se,distribution,distribution/karaf,distribution/modulepath",
          "-am",
          "package");

  @TempDir Path folder;

  @Test
  void secondBuildElsewhereGivesTheSameJarsAndArchives() throws Exception {
    Path sources = Distribution.folder("skep.root");
    Path copy = copied(sources, folder.resolve("another place"));

    build(copy);

    Map<String, String> again = digests(copy);
    Map<String, String> first = digests(sources);
    first.keySet().retainAll(again.keySet());
    assertThat(again.keySet())
        .as("each module's jar")
        .anyMatch(name -> name.startsWith("api/target/skep-api-"))
        .anyMatch(name -> name.endsWith(".tar.gz"))
        .anyMatch(name -> name.startsWith("distribution/karaf/target/") && name.endsWith(".zip"))
        .hasSizeGreaterThan(20);
    assertThat(first).containsExactlyEntriesOf(again);
  }

  private void build(Path copy) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("skep.maven.home") + "/bin/mvn");
    if ("offline:true".equals(System.getProperty("skep.maven.mode"))) {
      command.add("-o");
    }
    command.add("-Dmaven.repo.local=" + System.getProperty("skep.maven.repository"));
    command.addAll(BUILD);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(copy.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("TZ", "Pacific/Kiritimati");
    builder.environment().put("MAVEN_OPTS", "-Duser.language=tr -Duser.country=TR");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).as("in time").isTrue();
      assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static Path copied(Path sources, Path target) throws IOException {
    Files.walkFileTree(
        sources,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
              throws IOException {
            if (!dir.equals(sources) && NO_SOURCES.contains(dir.getFileName().toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(target.resolve(sources.relativize(dir)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, target.resolve(sources.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
    return target;
  }

  /** What a build of that folder has made: SHA-256 by path. */
  private static Map<String, String> digests(Path root)
      throws IOException, GeneralSecurityException {
    Map<String, String> digests = new TreeMap<>();
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    try (var files = Files.walk(root)) {
      for (Path file : files.filter(ReproducibleIT::isMade).toList()) {
        digests.put(
            root.relativize(file).toString(),
            HexFormat.of().formatHex(sha256.digest(Files.readAllBytes(file))));
      }
    }
    return digests;
  }

  private static boolean isMade(Path file) {
    return file.getParent().endsWith("target")
        && file.getFileName().toString().matches(".*\\.(jar|zip|tar\\.gz|json)");
  }
}

package dev.skep.quality;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * This JVM's class path: what the build has made, and what that uses.
 *
 * @param root the project's folder
 * @param classPath jars and class folders
 */
record Modules(Path root, List<Path> classPath) {
  private static final Set<String> NOT_SHIPPED = Set.of("benchmarks", "testkit/fuzz");

  /** Copies the list. */
  Modules {
    classPath = List.copyOf(classPath);
  }

  /** Of this JVM. */
  static Modules here() {
    return new Modules(
        Path.of(System.getProperty("skep.root")).toAbsolutePath(),
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(path -> !path.endsWith("test-classes") && Files.exists(path))
            .toList());
  }

  /** Jars or class folders of the modules. */
  List<Path> ours() {
    return classPath.stream().filter(path -> moduleOf(path).startsWith(root)).toList();
  }

  /** Everything that they may use. */
  List<Path> libraries() {
    return classPath.stream().filter(path -> !moduleOf(path).startsWith(root)).toList();
  }

  /** The folders of {@link #ours()}, relative to the root. */
  Set<String> folders() {
    return ours().stream()
        .map(path -> root.relativize(moduleOf(path)).toString())
        .collect(Collectors.toSet());
  }

  /** The folders below the root which have code that is shipped. */
  Set<String> foldersWithCode() throws IOException {
    try (Stream<Path> folders = Files.walk(root, 2)) {
      return folders
          .filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
          .map(folder -> root.relativize(folder).toString())
          .filter(folder -> !NOT_SHIPPED.contains(folder))
          .collect(Collectors.toSet());
    }
  }

  /** The jar of a library, by its artifact. */
  Path library(String artifact) {
    return classPath.stream()
        .filter(path -> String.valueOf(path.getFileName()).startsWith(artifact + "-"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + artifact + " in the class path"));
  }

  /** A module's folder has {@code target}, and that has the jar or the classes. */
  private static Path moduleOf(Path entry) {
    return entry.resolve("../..").toAbsolutePath().normalize();
  }
}

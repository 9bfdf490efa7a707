package dev.skep.itest.vendor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Maven as a vendor runs it. It knows the published artifacts; plugins and what others publish come
 * from the files that this build has, and from no network.
 */
final class Maven {
  private static final String SETTINGS =
      """
      <settings>
        <mirrors>
          <mirror><id>files</id><mirrorOf>*</mirrorOf><url>%s</url></mirror>
        </mirrors>
      </settings>
      """;

  /** For a JVM of a few seconds, as a developer's own settings often are; nothing of SKEP's. */
  static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private final Published published;
  private final Path settings;

  /** Maven with settings of its own, in a folder. */
  Maven(Published published, Path folder) throws IOException {
    this.published = published;
    this.settings =
        Files.writeString(
            folder.resolve("settings.xml"),
            SETTINGS.formatted(Path.of(System.getProperty("skep.maven.repository")).toUri()));
  }

  /**
   * Runs it.
   *
   * @return what it printed
   * @throws AssertionError if it fails; with what it printed
   */
  String run(Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("skep.maven.home"), "bin", "mvn").toString(),
                "-B",
                "-ntp",
                "-s",
                settings.toString(),
                "-Dmaven.repo.local=" + published.repository(),
                "-DargLine=" + SHORT_LIVED));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("MAVEN_OPTS", SHORT_LIVED);
    Path output = Files.createTempFile(settings.getParent(), "mvn", ".log");
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    int status = process.waitFor();
    String said = Files.readString(output);
    if (status != 0) {
      throw new AssertionError(String.join(" ", command) + "\n" + said);
    }
    return said;
  }

  /** Makes a project of an archetype; with further properties. */
  Path generate(Path folder, String archetype, String artifact, String... properties)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "org.apache.maven.plugins:maven-archetype-plugin:3.4.1:generate",
                "-DinteractiveMode=false",
                "-DarchetypeCatalog=internal",
                "-DarchetypeGroupId=dev.skep",
                "-DarchetypeArtifactId=" + archetype,
                "-DarchetypeVersion=" + published.version(),
                "-DgroupId=com.example",
                "-DartifactId=" + artifact,
                "-Dversion=1.0.0",
                "-Dpackage=com.example.acme"));
    arguments.addAll(List.of(properties));
    run(folder, arguments.toArray(String[]::new));
    return folder.resolve(artifact);
  }
}

package dev.skep.itest.container;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The unpacked distribution that is tested.
 *
 * @param home its folder
 */
public record Distribution(Path home) {
  /**
   * The one that the build has unpacked.
   *
   * @throws IllegalStateException if it is not there
   */
  public static Distribution unpacked() {
    return new Distribution(folder("skep.distribution.folder"));
  }

  /**
   * A folder that the build names by a system property.
   *
   * @throws IllegalStateException if it is not there
   */
  public static Path folder(String property) {
    String value = System.getProperty(property);
    if (value == null || !Files.isDirectory(Path.of(value))) {
      throw new IllegalStateException(
          property + " is " + value + ", which is no folder; run mvn verify, not mvn test");
    }
    return Path.of(value);
  }

  /** The jars of {@code bundle/}, the log's first, so that no message of the others goes astray. */
  public List<Path> bundles() throws IOException {
    return jars("bundle").stream().sorted(Comparator.comparing(jar -> !isOfTheLog(jar))).toList();
  }

  private static boolean isOfTheLog(Path jar) {
    return jar.getFileName().toString().startsWith("pax-logging-");
  }

  private List<Path> jars(String folder) throws IOException {
    try (Stream<Path> files = Files.list(home.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  /**
   * The framework properties of {@code conf/config.properties}.
   *
   * @param variables what to put in for {@code ${name}}
   */
  Map<String, String> frameworkProperties(Map<String, String> variables) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(home.resolve("conf/config.properties"))) {
      properties.load(reader);
    }
    Map<String, String> settings = new LinkedHashMap<>();
    for (String name : properties.stringPropertyNames()) {
      String value = properties.getProperty(name);
      for (Map.Entry<String, String> variable : variables.entrySet()) {
        value = value.replace("${" + variable.getKey() + "}", variable.getValue());
      }
      settings.put(name, value);
    }
    return settings;
  }
}

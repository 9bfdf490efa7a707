package dev.skep.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skep.itest.container.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code sbom.json} lists what is in the distribution, and nothing else. */
class SbomIT {
  /** Libraries inside other jars, and where their code is there. */
  private static final Map<String, String> NESTED =
      Map.ofEntries(
          Map.entry("AmazonCorrettoCryptoProvider", "library/accp.jar"),
          Map.entry("bc-fips", "library/bc-fips.jar"),
          Map.entry("apdu4j-jnasmartcardio", "jnasmartcardio/"),
          Map.entry("slf4j-api", "org/slf4j/Logger.class"),
          Map.entry("logback-core", "ch/qos/logback/core/"),
          Map.entry("logback-classic", "ch/qos/logback/classic/"),
          Map.entry("logback-jackson", "ch/qos/logback/contrib/"),
          Map.entry("logback-json-core", "ch/qos/logback/contrib/"),
          Map.entry("logback-json-classic", "ch/qos/logback/contrib/"),
          Map.entry("kxml2", "org/kxml2/"),
          Map.entry("xmlpull", "org/xmlpull/"),
          Map.entry("org.apache.felix.http.base", "org/apache/felix/http/base/"),
          Map.entry("org.apache.felix.http.wrappers", "org/apache/felix/http/jakartawrappers/"),
          Map.entry("tomcat-servlet-api", "javax/servlet/"));

  private static final String JETTY = "org.eclipse.jetty";

  @BeforeAll
  static void needsANetwork() {
    boolean offline =
        "offline:true".equals(System.getProperty("skep.maven.mode")) && System.getenv("CI") == null;
    assumeFalse(offline, "built with mvn -o, which makes no sbom.json");
  }

  @Test
  void listsEachJarWithItsVersion() throws IOException {
    Set<String> listed = new TreeSet<>();
    for (JsonNode component : components()) {
      if (!isNested(component)) {
        listed.add(name(component) + "-" + component.get("version").asText() + ".jar");
      }
    }

    assertThat(listed).containsExactlyInAnyOrderElementsOf(shipped());
  }

  @Test
  void whatIsSaidToBeInsideAJarIsThere() throws IOException {
    Set<String> entries = new TreeSet<>();
    for (Path jar : jars("bundle", "optional")) {
      try (JarFile file = new JarFile(jar.toFile())) {
        file.stream().forEach(entry -> entries.add(entry.getName()));
      }
    }

    List<String> nested = new ArrayList<>();
    for (JsonNode component : components()) {
      if (isNested(component)) {
        nested.add(name(component));
        String place = NESTED.getOrDefault(name(component), "org/eclipse/jetty/");
        assertThat(entries).as(name(component)).anyMatch(entry -> entry.startsWith(place));
      }
    }
    assertThat(nested)
        .contains("AmazonCorrettoCryptoProvider", "jetty-server")
        .containsAll(NESTED.keySet());
  }

  @Test
  void namesALicenceForEverythingThatIsNotOurs() throws IOException {
    for (JsonNode component : components()) {
      if (!component.get("group").asText().equals("dev.skep")) {
        assertThat(component.path("licenses")).as(name(component)).isNotEmpty();
      }
    }
  }

  private static boolean isNested(JsonNode component) {
    return NESTED.containsKey(name(component)) || component.get("group").asText().startsWith(JETTY);
  }

  private static String name(JsonNode component) {
    return component.get("name").asText();
  }

  private static Iterable<JsonNode> components() throws IOException {
    Path file = Distribution.unpacked().home().resolve("sbom.json");
    Iterator<JsonNode> all =
        new ObjectMapper().readTree(file.toFile()).get("components").elements();
    return () -> all;
  }

  /** The jars of the archive, but the launcher; the framework's has lost its name there. */
  private static Set<String> shipped() throws IOException {
    Set<String> names = new TreeSet<>(Set.of("org.apache.felix.framework-7.0.5.jar"));
    for (Path jar : jars("bundle", "optional", "demo")) {
      names.add(jar.getFileName().toString());
    }
    return names;
  }

  private static List<Path> jars(String... folders) throws IOException {
    List<Path> all = new ArrayList<>();
    for (String folder : folders) {
      try (Stream<Path> files = Files.list(Distribution.unpacked().home().resolve(folder))) {
        files.filter(file -> file.toString().endsWith(".jar")).forEach(all::add);
      }
    }
    return all;
  }
}

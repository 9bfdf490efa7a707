package dev.skep.provider.rsa.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.algorithm.Algorithm;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What this bundle offers, to either way of finding it. */
class OfferedAlgorithmsTest {
  private static final Map<String, String> EXPECTED =
      Map.of(
          "RSA-OAEP-256", "dev.skep.api.algorithm.KeyTransport",
          "PS256", "dev.skep.api.algorithm.AttestationScheme",
          "PS384", "dev.skep.api.algorithm.AttestationScheme",
          "RS256", "dev.skep.api.algorithm.AttestationScheme",
          "RS256-DIAS", "dev.skep.api.algorithm.AttestationScheme");

  @Test
  @DisplayName("attack 32: RSA1_5 does not exist, on the module path")
  void offersTheFiveAlgorithmsToServiceLoader() throws Exception {
    Map<String, String> offered = new TreeMap<>();
    try (InputStream in = Files.newInputStream(classes().resolve("module-info.class"))) {
      for (ModuleDescriptor.Provides provides : ModuleDescriptor.read(in).provides()) {
        for (String provider : provides.providers()) {
          Object made = Class.forName(provider).getConstructor().newInstance();
          offered.put(((Algorithm) made).name(), provides.service());
        }
      }
    }
    assertThat(offered).isEqualTo(EXPECTED).doesNotContainKey("RSA1_5");
  }

  @Test
  @DisplayName("attack 32: RSA1_5 does not exist, in OSGi")
  void offersTheFiveAlgorithmsToTheServiceRegistry() throws Exception {
    Map<String, String> offered = new TreeMap<>();
    try (Stream<Path> files = Files.list(classes().resolve("OSGI-INF"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String xml = Files.readString(file);
        Matcher name =
            Pattern.compile("name=\"" + Algorithm.ALGORITHM_PROPERTY + "\".*value=\"([^\"]+)\"")
                .matcher(xml);
        Matcher service = Pattern.compile("provide interface=\"([^\"]+)\"").matcher(xml);
        if (name.find() && service.find()) {
          offered.put(name.group(1), service.group(1));
        }
      }
    }
    assertThat(offered).isEqualTo(EXPECTED).doesNotContainKey("RSA1_5");
  }

  private static Path classes() throws Exception {
    return Path.of(RsaOaep256.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}

package dev.skep.provider.ecdh.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.KeyTransport;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each algorithm is declared twice: as a component for OSGi, and for ServiceLoader. */
class ServicesTest {
  private static final List<Class<? extends Algorithm>> ALGORITHMS =
      List.of(
          DhkemP256.class,
          DhkemP384.class,
          DhkemP521.class,
          DhkemX25519.class,
          Es256.class,
          Es384.class,
          Es512.class,
          Ed25519.class);

  @Test
  void eachAlgorithmIsAComponentUnderItsOwnName() throws Exception {
    for (Class<? extends Algorithm> type : ALGORITHMS) {
      String name = type.getConstructor(EcEngines.class).newInstance(engines()).name();
      String role =
          KeyTransport.class.isAssignableFrom(type)
              ? KeyTransport.class.getName()
              : AttestationScheme.class.getName();
      String component = "/OSGI-INF/" + type.getName() + ".xml";
      try (InputStream in = type.getResourceAsStream(component)) {
        assertThat(in).as(component).isNotNull();
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
            .contains("name=\"skep.algorithm\" type=\"String\" value=\"" + name + "\"")
            .contains("interface=\"" + role + "\"");
      }
    }
  }

  @Test
  void theModuleProvidesEachAlgorithmAndExportsNothing() throws Exception {
    Path classes = Path.of(Es256.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    ModuleDescriptor module = ModuleFinder.of(classes).findAll().iterator().next().descriptor();
    Map<String, List<String>> provided =
        module.provides().stream()
            .collect(
                Collectors.toMap(
                    ModuleDescriptor.Provides::service, ModuleDescriptor.Provides::providers));

    assertThat(module.name()).isEqualTo("dev.skep.provider.ecdh");
    assertThat(module.exports()).isEmpty();
    assertThat(provided.values().stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(ALGORITHMS.stream().map(Class::getName).toList());
  }

  private static EcEngines engines() {
    return TestEngine.JDK.engines();
  }
}

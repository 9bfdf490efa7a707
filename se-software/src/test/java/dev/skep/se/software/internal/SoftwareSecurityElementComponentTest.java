package dev.skep.se.software.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.se.SecurityElement;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.kernel.HostedSecurityElement;
import dev.skep.testkit.registry.RecordedRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** The component against a recorded bundle context. */
class SoftwareSecurityElementComponentTest {
  private static final AlgorithmCatalogue CATALOGUE = AlgorithmCatalogue.fromServiceLoader();

  @TempDir Path folder;
  private final RecordedRegistry registry = new RecordedRegistry(services -> {});

  @Test
  void registersAllRolesWithItsIdAndLetsTheStorageGo() {
    for (int i = 0; i < 2; i++) {
      SoftwareSecurityElementComponent component = component(Map.of());
      assertThat(registry.services())
          .singleElement()
          .satisfies(
              published ->
                  assertThat(published.properties())
                      .containsEntry("skep.se.id", "soft:alice")
                      .containsEntry("objectClass", HostedSecurityElement.serviceNames()));
      component.deactivate();
      assertThat(registry.services()).isEmpty();
    }
  }

  @Test
  void storageThatCannotBeOpenedIsOneLineOfTheLogAndNoService() throws Exception {
    Files.write(folder.resolve("se"), new byte[100]);
    String log = logOf(() -> component(Map.of()).deactivate());
    assertThat(registry.services()).isEmpty();
    assertThat(log.strip().lines()).hasSize(1);
    assertThat(log)
        .contains("ERROR")
        .contains("'alice' is not available: storage.file: " + folder.resolve("se"));
  }

  @Test
  void wrongSettingIsOneLineOfTheLogAndNoService() {
    String log = logOf(() -> component(Map.of("handle.kind", "disk")).deactivate());
    assertThat(registry.services()).isEmpty();
    assertThat(log.strip().lines()).hasSize(1);
    assertThat(log).contains("handle.kind: must be memory or wrapped, not disk");
  }

  @Test
  void secondOneOfTheSameNameIsNotRegistered() {
    registerAnother();
    String log = logOf(() -> component(Map.of()).deactivate());
    assertThat(log.strip().lines()).hasSize(1);
    assertThat(log).contains("name: soft:alice is there already");
    assertThat(registry.services()).hasSize(1);
    assertThat(folder.resolve("se")).doesNotExist();
  }

  /** Both find the name free before one of them is open. */
  @Test
  void oneThatComesSecondIsClosedAgain() {
    String log = logOf(() -> component(Map.of(), whereAnotherComesMeanwhile()).deactivate());
    assertThat(log.strip().lines()).hasSize(1);
    assertThat(log).contains("name: soft:alice is there already");
    assertThat(registry.services()).hasSize(1);
    SoftwareSecurityElementComponent bob = component(Map.of("name", "bob"));
    assertThat(registry.services()).as("its file was let go").hasSize(2);
    bob.deactivate();
  }

  @Test
  void secondOneOnTheSameFileIsNotRegistered() {
    SoftwareSecurityElementComponent one = component(Map.of());
    String log = logOf(() -> component(Map.of("name", "bob")).deactivate());
    assertThat(log).contains("in use by another security element");
    assertThat(registry.services()).hasSize(1);
    one.deactivate();
    assertThat(registry.services()).isEmpty();
  }

  private SoftwareSecurityElementComponent component(Map<String, Object> more) {
    return component(more, registry.context());
  }

  private SoftwareSecurityElementComponent component(
      Map<String, Object> more, BundleContext context) {
    Map<String, Object> configuration = new HashMap<>();
    configuration.put("name", "alice");
    configuration.put("storage.file", folder.resolve("se").toString());
    configuration.put("key.file", folder.resolve("key").toString());
    configuration.put("key.create", true);
    configuration.put("session.quota", 7);
    configuration.put("service.pid", "dev.skep.se.software~alice");
    configuration.putAll(more);
    return new SoftwareSecurityElementComponent(context, CATALOGUE, configuration);
  }

  private void registerAnother() {
    registry
        .context()
        .registerService(
            SecurityElement.class.getName(),
            "another",
            FrameworkUtil.asDictionary(Map.of(SecurityElement.ID_PROPERTY, "soft:alice")));
  }

  private BundleContext whereAnotherComesMeanwhile() {
    return (BundleContext)
        Proxy.newProxyInstance(
            BundleContext.class.getClassLoader(),
            new Class<?>[] {BundleContext.class},
            (self, method, arguments) -> {
              Object answer = method.invoke(registry.context(), arguments);
              if (method.getName().equals("getServiceReferences")
                  && registry.services().isEmpty()) {
                registerAnother();
              }
              return answer;
            });
  }

  private static String logOf(Runnable work) {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setErr(before);
    }
    return log.toString(StandardCharsets.UTF_8);
  }
}

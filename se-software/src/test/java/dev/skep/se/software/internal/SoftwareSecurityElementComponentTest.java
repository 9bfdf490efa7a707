package dev.skep.se.software.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** The component against a recorded bundle context. */
class SoftwareSecurityElementComponentTest {
  private static final AlgorithmCatalogue CATALOGUE = AlgorithmCatalogue.fromServiceLoader();

  @TempDir Path folder;
  private final List<String> calls = new ArrayList<>();
  private List<String> present = List.of();
  private List<String> comesMeanwhile = List.of();

  @Test
  void registersAllRolesWithItsIdAndLetsTheStorageGo() {
    for (int i = 0; i < 2; i++) {
      calls.clear();
      SoftwareSecurityElementComponent component = component(Map.of());
      component.deactivate();
      assertThat(calls)
          .containsExactly(
              "register dev.skep.api.se.SecurityElement,"
                  + "dev.skep.api.se.PersonalizableSecurityElement,"
                  + "dev.skep.api.se.ProvisionedSecurityElement {skep.se.id=soft:alice}",
              "unregister");
    }
  }

  @Test
  void storageThatCannotBeOpenedIsOneLineOfTheLogAndNoService() throws Exception {
    Files.write(folder.resolve("se"), new byte[100]);
    String log = logOf(() -> component(Map.of()).deactivate());
    assertThat(calls).isEmpty();
    assertThat(log.strip().lines()).hasSize(1);
    assertThat(log)
        .contains("ERROR")
        .contains("'alice' is not available: storage.file: " + folder.resolve("se"));
  }

  @Test
  void wrongSettingIsOneLineOfTheLogAndNoService() {
    String log = logOf(() -> component(Map.of("handle.kind", "disk")).deactivate());
    assertThat(calls).isEmpty();
    assertThat(log.strip().lines()).hasSize(1);
    assertThat(log).contains("handle.kind: must be memory or wrapped, not disk");
  }

  @Test
  void secondOneOfTheSameNameIsNotRegistered() {
    present = List.of("soft:alice");
    String log = logOf(() -> component(Map.of()).deactivate());
    assertThat(log.strip().lines()).hasSize(1);
    assertThat(log).contains("name: soft:alice is there already");
    assertThat(calls).isEmpty();
    assertThat(folder.resolve("se")).doesNotExist();
  }

  /** Both find the name free before one of them is open. */
  @Test
  void oneThatComesSecondIsClosedAgain() {
    comesMeanwhile = List.of("soft:alice");
    String log = logOf(() -> component(Map.of()).deactivate());
    assertThat(log.strip().lines()).hasSize(1);
    assertThat(log).contains("name: soft:alice is there already");
    assertThat(calls).isEmpty();
    present = List.of();
    comesMeanwhile = List.of();
    component(Map.of()).deactivate();
    assertThat(calls).as("its file was let go").hasSize(2);
  }

  @Test
  void secondOneOnTheSameFileIsNotRegistered() {
    SoftwareSecurityElementComponent one = component(Map.of());
    String log = logOf(() -> component(Map.of()).deactivate());
    assertThat(log).contains("in use by another security element");
    one.deactivate();
    assertThat(calls).hasSize(2);
  }

  private SoftwareSecurityElementComponent component(Map<String, Object> more) {
    Map<String, Object> configuration = new HashMap<>();
    configuration.put("name", "alice");
    configuration.put("storage.file", folder.resolve("se").toString());
    configuration.put("key.file", folder.resolve("key").toString());
    configuration.put("key.create", true);
    configuration.put("session.quota", 7);
    configuration.put("service.pid", "dev.skep.se.software~alice");
    configuration.putAll(more);
    return new SoftwareSecurityElementComponent(context(), CATALOGUE, configuration);
  }

  private BundleContext context() {
    return proxy(
        BundleContext.class,
        (name, arguments) -> {
          if (name.equals("getServiceReferences")) {
            List<String> now = present;
            present = Stream.concat(now.stream(), comesMeanwhile.stream()).toList();
            return now.stream()
                .map(id -> proxy(ServiceReference.class, (method, property) -> id))
                .toList();
          }
          Dictionary<?, ?> properties = (Dictionary<?, ?>) arguments[2];
          calls.add("register " + String.join(",", (String[]) arguments[0]) + " " + properties);
          return proxy(
              ServiceRegistration.class,
              (method, none) -> {
                calls.add(method);
                return null;
              });
        });
  }

  private interface Answer {
    Object to(String method, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answer.to(method.getName(), arguments)));
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

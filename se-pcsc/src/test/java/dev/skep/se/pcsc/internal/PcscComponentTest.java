package dev.skep.se.pcsc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skep.api.SettingsException;
import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.SecurityElementFactory;
import dev.skep.se.pcsc.simulator.PcscDaemon;
import dev.skep.se.pcsc.simulator.VirtualReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The component against a recorded bundle context, and the factory, with a real pcscd. */
@Timeout(120)
final class PcscComponentTest {
  private static final String ROLES =
      "dev.skep.api.se.SecurityElement,dev.skep.api.se.PersonalizableSecurityElement,"
          + "dev.skep.api.se.ProvisionedSecurityElement";

  private final List<String> calls = new CopyOnWriteArrayList<>();
  private PcscDaemon daemon;
  private VirtualReader reader;

  @BeforeEach
  void start() throws Exception {
    PcscDaemon.reasonToSkip().ifPresent(line -> Assumptions.abort(line));
    daemon = PcscDaemon.start();
    reader = new VirtualReader(daemon.port(0), Rig.card());
  }

  @AfterEach
  void stop() {
    if (daemon != null) {
      reader.close();
      daemon.close();
    }
  }

  @Test
  void registersACardWithAllRolesWhileItIsIn() throws Exception {
    PcscComponent component = component(Map.of("poll.milliseconds", 100, "service.pid", "x"));
    try {
      Rig.until(() -> component.slots().size() == 2);
      reader.insert();
      Rig.until(() -> calls.size() == 1);
      assertThat(calls.get(0)).matches("register " + ROLES + " \\{skep.se.id=pcsc:[0-9a-f]{16}\\}");
      reader.eject();
      Rig.until(() -> calls.size() == 2);
      reader.insert();
      Rig.until(() -> calls.size() == 3);
    } finally {
      component.deactivate();
    }
    assertThat(calls).hasSize(4).endsWith("unregister");
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.isAlive() && thread.getName().startsWith("skep-pcsc"));
  }

  @Test
  void startsWithoutADaemonWithOneLineAndFindsItLater() throws Exception {
    daemon.stop();
    PcscComponent[] component = new PcscComponent[1];
    String log =
        logOf(
            () -> {
              component[0] = component(Map.of());
              Rig.until(() -> !component[0].slots().isEmpty());
            });
    try {
      assertThat(log.strip().lines()).hasSize(1);
      assertThat(log).contains("INFO", "start it (pcscd)").doesNotContain("Exception");
      daemon.restart();
      reader.insert();
      Rig.until(() -> calls.size() == 1);
    } finally {
      component[0].deactivate();
    }
  }

  @Test
  void wrongSettingIsOneLineOfTheLogAndNoReader() {
    String log =
        logOf(
            () -> {
              PcscComponent component = component(Map.of("provider", "usb"));
              assertThat(component.slots()).isEmpty();
              component.deactivate();
            });
    assertThat(log.strip().lines()).hasSize(1);
    assertThat(log).contains("ERROR", "provider: must be one of auto, jna, jdk, not usb");
  }

  @Test
  void looksAtNothingWhereItIsOff() {
    PcscComponent component = component(Map.of("enabled", false));
    assertThat(component.slots()).isEmpty();
    component.deactivate();
  }

  @Test
  void opensACardOnTheModulePathAlsoWithTheJavaRuntimesOwnClient() throws Exception {
    SecurityElementFactory factory = new PcscSecurityElementFactory();
    assertThat(factory.scheme()).isEqualTo("pcsc");
    reader.insert();
    for (String provider : List.of("jdk", "jna")) {
      PersonalizableSecurityElement element = factory.open(Map.of("provider", provider));
      String id = element.info().id();
      assertThat(element.createAttestationKey("ES256").length()).isPositive();
      ((AutoCloseable) element).close();
      assertThat(id).startsWith("pcsc:");
    }
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> factory.open(Map.of("card", "pcsc:0000000000000000")))
        .withMessageContainingAll("card: there is no such card", "pcsc:", "empty");
  }

  private PcscComponent component(Map<String, Object> configuration) {
    BundleContext context =
        proxy(
            BundleContext.class,
            (name, arguments) -> {
              Dictionary<?, ?> properties = (Dictionary<?, ?>) arguments[2];
              calls.add("register " + String.join(",", (String[]) arguments[0]) + " " + properties);
              return proxy(
                  ServiceRegistration.class,
                  (method, none) -> {
                    calls.add(method);
                    return null;
                  });
            });
    return new PcscComponent(context, Rig.CATALOGUE, new HashMap<>(configuration));
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

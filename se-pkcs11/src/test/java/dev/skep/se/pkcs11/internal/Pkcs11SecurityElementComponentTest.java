package dev.skep.se.pkcs11.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.testkit.se.DeviceCa;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The component against a recorded bundle context and a token of SoftHSM2. */
class Pkcs11SecurityElementComponentTest {
  private static final AlgorithmCatalogue CATALOGUE = AlgorithmCatalogue.fromServiceLoader();
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static SoftHsm token;
  private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
  private final BlockingQueue<PersonalizableSecurityElement> registered =
      new LinkedBlockingQueue<>();
  private final BlockingQueue<LinkageError> missing = new LinkedBlockingQueue<>();
  private Pkcs11SecurityElementComponent component;

  @BeforeAll
  static void makeToken() throws Exception {
    token = SoftHsm.token(folder);
  }

  @AfterEach
  void stop() {
    if (component != null) {
      component.deactivate();
      component = null;
    }
  }

  @Test
  void registersAllRolesWithItsIdAndLetsTheStorageGo() throws Exception {
    for (int i = 0; i < 2; i++) {
      start(token.settings("a", folder.resolve("a.skep")));
      assertThat(next())
          .isEqualTo(
              "register dev.skep.api.se.SecurityElement,"
                  + "dev.skep.api.se.PersonalizableSecurityElement,"
                  + "dev.skep.api.se.ProvisionedSecurityElement {skep.se.id=pkcs11:a}");
      stop();
      assertThat(next()).isEqualTo("unregister");
    }
  }

  @Test
  void elementWhoseKeysAreAwayIsWithdrawnAndComesBackWithThem() throws Exception {
    start(token.settings("b", folder.resolve("b.skep")));
    assertThat(next()).startsWith("register");
    PersonalizableSecurityElement element = registered.take();
    Bytes key = element.createAttestationKey("ES256");
    element.installCertificateChain(new DeviceCa("Device CA").chain(key));
    token.takeAway();
    assertThat(next()).isEqualTo("unregister");
    token.bringBack();
    assertThat(next()).startsWith("register");
    assertThatThrownBy(element::info)
        .isInstanceOfSatisfying(
            SecurityElementException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REMOVED));
    assertThat(registered.take().info().personalized()).isTrue();
  }

  /** As a class of a bundle that is exchanged at that moment. */
  @Test
  void lookThatEndsInAnErrorIsNotTheLast() throws Exception {
    missing.add(new NoClassDefFoundError("Gone"));
    start(token.settings("c", folder.resolve("c.skep")));
    assertThat(next()).startsWith("register");
    assertThat(missing).isEmpty();
  }

  @Test
  void wrongSettingIsNoService() throws Exception {
    Map<String, String> settings = new HashMap<>(token.settings("b", folder.resolve("b.skep")));
    settings.put("slot", "first");
    start(settings);
    stop();
    assertThat(calls).isEmpty();
  }

  private String next() throws InterruptedException {
    String call = calls.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    assertThat(call).as("within %s", DEADLINE).isNotNull();
    return call;
  }

  private void start(Map<String, String> settings) {
    Map<String, Object> configuration = new HashMap<>(settings);
    configuration.put("service.pid", "dev.skep.se.pkcs11~test");
    component = new Pkcs11SecurityElementComponent(recordingContext(), CATALOGUE, configuration);
  }

  private BundleContext recordingContext() {
    ServiceRegistration<?> registration =
        (ServiceRegistration<?>)
            Proxy.newProxyInstance(
                ServiceRegistration.class.getClassLoader(),
                new Class<?>[] {ServiceRegistration.class},
                (self, method, arguments) -> {
                  calls.add(method.getName());
                  return null;
                });
    return (BundleContext)
        Proxy.newProxyInstance(
            BundleContext.class.getClassLoader(),
            new Class<?>[] {BundleContext.class},
            (self, method, arguments) -> {
              if (method.getName().equals("getServiceReferences")) {
                LinkageError error = missing.poll();
                if (error != null) {
                  throw error;
                }
                return List.of();
              }
              assertThat(method.getName()).isEqualTo("registerService");
              registered.add((PersonalizableSecurityElement) arguments[1]);
              calls.add(
                  "register " + String.join(",", (String[]) arguments[0]) + " " + arguments[2]);
              return registration;
            });
  }
}

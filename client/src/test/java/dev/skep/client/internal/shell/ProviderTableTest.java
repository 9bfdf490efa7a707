package dev.skep.client.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.algorithm.SessionCipher;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;

/** In a real framework: what counts is what its registry says. */
class ProviderTableTest {
  private Framework framework;

  @BeforeEach
  void start(@TempDir Path storage) throws Exception {
    framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(Constants.FRAMEWORK_STORAGE, storage.toString(), "felix.log.level", "1"));
    framework.start();
  }

  @AfterEach
  void stop() throws Exception {
    framework.stop();
    framework.waitForStop(10_000);
  }

  @Test
  void listsAlgorithmsByRoleAndRankingWithTheirBundles() {
    register(SessionCipher.class, "A256GCM", 0);
    register(KeyDerivation.class, "HKDF-SHA256", 0);
    register(AttestationScheme.class, "ES256", 0);
    register(KeyTransport.class, "RSA-OAEP-256", 0);
    register(KeyTransport.class, "DHKEM-P256-HKDF-SHA256", 0);
    register(KeyTransport.class, "DHKEM-P256-HKDF-SHA256", 10);
    assertThat(print().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "ROLE ALGORITHM RANKING BUNDLE VERSION",
            "transport DHKEM-P256-HKDF-SHA256 10 org.apache.felix.framework 7.0.5",
            "transport DHKEM-P256-HKDF-SHA256 0 org.apache.felix.framework 7.0.5",
            "transport RSA-OAEP-256 0 org.apache.felix.framework 7.0.5",
            "attestation ES256 0 org.apache.felix.framework 7.0.5",
            "kdf HKDF-SHA256 0 org.apache.felix.framework 7.0.5",
            "cipher A256GCM 0 org.apache.felix.framework 7.0.5");
  }

  @Test
  void listsAnAlgorithmNoMoreOnceItIsWithdrawn() {
    ServiceRegistration<?> registration = register(SessionCipher.class, "A256GCM", 0);
    assertThat(print()).contains("A256GCM");
    registration.unregister();
    assertThat(print()).contains("no algorithm is installed");
  }

  private String print() {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    ProviderTable.print(
        framework.getBundleContext(), new PrintStream(shown, true, StandardCharsets.UTF_8));
    return shown.toString(StandardCharsets.UTF_8);
  }

  private <T extends Algorithm> ServiceRegistration<T> register(
      Class<T> role, String name, int ranking) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(Algorithm.ALGORITHM_PROPERTY, name);
    if (ranking != 0) {
      properties.put(Constants.SERVICE_RANKING, ranking);
    }
    Object service =
        Proxy.newProxyInstance(
            role.getClassLoader(), new Class<?>[] {role}, (proxy, method, arguments) -> null);
    return framework.getBundleContext().registerService(role, role.cast(service), properties);
  }
}

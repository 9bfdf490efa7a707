package dev.skep.provider.symmetric.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.algorithm.SessionCipher;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

/** The bundle as a named module, in a layer of its own. */
class ModulePathTest {
  @Test
  void serviceLoaderFindsEveryAlgorithmAndBouncyCastleForCmac() throws Exception {
    ModuleLayer layer = layer();
    assertThat(names(layer, KeyDerivation.class.getName()))
        .containsExactlyInAnyOrder(
            "HKDF-SHA256", "HKDF-SHA384", "KBKDF-HMAC-SHA256", "KBKDF-CMAC-AES256");
    assertThat(names(layer, SessionCipher.class.getName()))
        .containsExactlyInAnyOrder("A256GCM", "A128CBC-HS256", "A256CBC-HS512");
    assertThat(deriveWithCmac(layer)).isEqualTo(32);
  }

  private static ModuleLayer layer() throws URISyntaxException {
    ModuleFinder finder =
        ModuleFinder.of(
            location(A256Gcm.class),
            location(KeyDerivation.class),
            location(BouncyCastleProvider.class));
    Configuration configuration =
        ModuleLayer.boot()
            .configuration()
            .resolve(
                finder,
                ModuleFinder.of(),
                Set.of("dev.skep.provider.symmetric", "org.bouncycastle.provider"));
    return ModuleLayer.boot()
        .defineModulesWithOneLoader(configuration, ClassLoader.getPlatformClassLoader());
  }

  private static Path location(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static List<String> names(ModuleLayer layer, String role) throws Exception {
    List<String> names = new ArrayList<>();
    for (Object algorithm : services(layer, role)) {
      names.add(
          (String) algorithm.getClass().getInterfaces()[0].getMethod("name").invoke(algorithm));
    }
    return names;
  }

  private static int deriveWithCmac(ModuleLayer layer) throws Exception {
    Class<?> role = api(layer, KeyDerivation.class.getName());
    Class<?> secretType = api(layer, "dev.skep.api.SecretBytes");
    Class<?> bytesType = api(layer, "dev.skep.api.Bytes");
    Object key = secretType.getMethod("adopt", byte[].class).invoke(null, (Object) new byte[32]);
    Object context = bytesType.getField("EMPTY").get(null);
    Method derive = role.getMethod("derive", secretType, String.class, bytesType, int.class);
    for (Object kdf : services(layer, role.getName())) {
      if (role.getMethod("name").invoke(kdf).equals("KBKDF-CMAC-AES256")) {
        return (int)
            secretType.getMethod("length").invoke(derive.invoke(kdf, key, "label", context, 32));
      }
    }
    return 0;
  }

  private static Class<?> api(ModuleLayer layer, String name) throws ClassNotFoundException {
    return layer.findLoader("dev.skep.api").loadClass(name);
  }

  /** The thread's loader is the one that a program on the module path would have. */
  private static List<Object> services(ModuleLayer layer, String role) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(layer.findLoader("dev.skep.api"));
    try {
      List<Object> found = new ArrayList<>();
      // ServiceLoader wants a caller that "uses" the role; the test's unnamed module may use any.
      ServiceLoader.load(layer, api(layer, role)).forEach(found::add);
      return found;
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}

package dev.skep.crypto.fips.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * The cryptographic module, loaded once for the life of the framework, whatever becomes of this
 * bundle (decision 19).
 *
 * <p>Its classes have a class loader of their own below the platform's: they have the names of
 * Bouncy Castle's, and when they start they compute a MAC over the jar that they come from, so that
 * it must be the file as it was published. A thread of the module never ends, and each copy would
 * be tested and stay; so the provider is kept as a service of the framework itself, under a
 * property that no algorithm bundle looks for.
 */
final class ResidentModule {
  /** The name of the engine. */
  static final String ENGINE = "BCFIPS";

  /** Marks the provider that stays; its value is the digest of the module's jar. */
  static final String MODULE_PROPERTY = "skep.crypto.fips.module";

  private static final String JAR = "/library/bc-fips.jar";
  private static final String PROVIDER =
      "org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider";
  private static final String REGISTRAR = "org.bouncycastle.crypto.CryptoServicesRegistrar";

  private ResidentModule() {}

  /**
   * The provider, whose module has passed its own tests.
   *
   * @param context of this bundle
   * @throws ModuleUnavailableException if the module does not start
   */
  static Provider in(BundleContext context) throws ModuleUnavailableException {
    BundleContext framework =
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
    try {
      byte[] jar = jar();
      String digest = digest(jar);
      Provider provider = resident(framework, digest);
      if (provider == null) {
        provider = load(unpacked(framework, digest, jar));
        framework.registerService(
            Provider.class, provider, FrameworkUtil.asDictionary(Map.of(MODULE_PROPERTY, digest)));
      }
      return provider;
    } catch (IOException e) {
      throw new ModuleUnavailableException("its jar cannot be unpacked: " + e.getMessage(), e);
    }
  }

  /** In words, whether the module refuses what is not approved; the operator decides that. */
  static String mode(Provider provider) {
    try {
      Class<?> registrar = provider.getClass().getClassLoader().loadClass(REGISTRAR);
      Object only = registrar.getMethod("isInApprovedOnlyMode").invoke(null);
      return Boolean.TRUE.equals(only) ? "approved-only" : "general";
    } catch (ReflectiveOperationException e) {
      throw anotherModule(e);
    }
  }

  private static byte[] jar() throws IOException {
    try (InputStream in = ResidentModule.class.getResourceAsStream(JAR)) {
      if (in == null) {
        throw new NoSuchFileException(JAR);
      }
      return in.readAllBytes();
    }
  }

  private static String digest(byte[] jar) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jar));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static @Nullable Provider resident(BundleContext framework, String digest) {
    try {
      for (ServiceReference<Provider> known :
          framework.getServiceReferences(
              Provider.class, "(" + MODULE_PROPERTY + "=" + digest + ")")) {
        return framework.getService(known);
      }
      return null;
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("the filter is made of hexadecimal digits", e);
    }
  }

  /** Not into this bundle's own storage, which goes with the bundle. */
  private static URL unpacked(BundleContext framework, String digest, byte[] jar)
      throws IOException {
    var file = framework.getDataFile("bc-fips-" + digest + ".jar");
    if (file == null) {
      throw new IOException("the framework has no storage");
    }
    Path path = file.toPath();
    Files.copy(new ByteArrayInputStream(jar), path, StandardCopyOption.REPLACE_EXISTING);
    return path.toUri().toURL();
  }

  /** The module fails with errors as well as exceptions. */
  private static Provider load(URL jar) throws ModuleUnavailableException {
    ClassLoader classes = new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
    try {
      return (Provider) classes.loadClass(PROVIDER).getConstructor().newInstance();
    } catch (InvocationTargetException | LinkageError e) {
      throw new ModuleUnavailableException(reason(e), e);
    } catch (ReflectiveOperationException e) {
      throw anotherModule(e);
    }
  }

  private static IllegalStateException anotherModule(ReflectiveOperationException cause) {
    return new IllegalStateException("another module than this bundle was built for", cause);
  }

  private static String reason(Throwable thrown) {
    Throwable first = thrown;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return String.valueOf(first.getMessage());
  }
}

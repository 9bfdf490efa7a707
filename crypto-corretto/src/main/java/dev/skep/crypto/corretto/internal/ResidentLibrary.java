package dev.skep.crypto.corretto.internal;

import java.io.ByteArrayInputStream;
import java.io.File;
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
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * The library, loaded once for the life of the framework, whatever becomes of this bundle (decision
 * 17).
 *
 * <p>It must never be unloaded: a thread that has used it calls a function of it at its own end,
 * and where the code is gone by then the process crashes. Nor may each life of the bundle have a
 * copy of its own, since each would stay, with a thread of the library's that never ends. So its
 * classes belong to a class loader that knows nothing of this bundle, and the provider is kept as a
 * service of the framework itself, under a property that no algorithm bundle looks for. The next
 * life of the bundle finds it there, and the class loader of the last one is free to go.
 */
final class ResidentLibrary {
  /** The name of the engine. */
  static final String ENGINE = "AmazonCorrettoCryptoProvider";

  /** Marks the provider that stays; its value is the digest of the library's jar. */
  static final String LIBRARY_PROPERTY = "skep.crypto.corretto.library";

  private static final String JAR = "/library/accp.jar";

  private ResidentLibrary() {}

  /**
   * The provider, which has passed its own tests.
   *
   * @param context of this bundle
   * @throws LibraryUnavailableException if the library does not load, now or when it was tried
   *     before in this process
   */
  static Provider in(BundleContext context) throws LibraryUnavailableException {
    BundleContext framework =
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
    try {
      byte[] jar = jar();
      String digest = digest(jar);
      Provider provider = resident(framework, digest);
      if (provider == null) {
        provider = load(unpacked(framework, digest, jar));
        framework.registerService(
            Provider.class, provider, FrameworkUtil.asDictionary(Map.of(LIBRARY_PROPERTY, digest)));
      }
      requireHealthy(provider);
      return provider;
    } catch (IOException e) {
      throw new LibraryUnavailableException("its jar cannot be unpacked: " + e.getMessage(), e);
    }
  }

  private static byte[] jar() throws IOException {
    try (InputStream in = ResidentLibrary.class.getResourceAsStream(JAR)) {
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
              Provider.class, "(" + LIBRARY_PROPERTY + "=" + digest + ")")) {
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
    File file = framework.getDataFile("accp-" + digest + ".jar");
    if (file == null) {
      throw new IOException("the framework has no storage");
    }
    Path path = file.toPath();
    Files.copy(new ByteArrayInputStream(jar), path, StandardCopyOption.REPLACE_EXISTING);
    return path.toUri().toURL();
  }

  private static Provider load(URL jar) {
    return Unwitnessed.call(
        () -> {
          ClassLoader classes =
              new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
          return ServiceLoader.load(Provider.class, classes).stream()
              .filter(candidate -> candidate.type().getClassLoader() == classes)
              .findFirst()
              .orElseThrow(() -> new IllegalStateException(JAR + " has no provider"))
              .get();
        });
  }

  private static void requireHealthy(Provider provider) throws LibraryUnavailableException {
    try {
      provider.getClass().getMethod("assertHealthy").invoke(provider);
    } catch (InvocationTargetException e) {
      throw new LibraryUnavailableException(reason(e), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("another library than this bundle was built for", e);
    }
  }

  /** In words: the first cause, and what was tried after it. */
  private static String reason(Throwable thrown) {
    Throwable first = thrown;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    StringBuilder reason = new StringBuilder(String.valueOf(first.getMessage()));
    for (Throwable also : first.getSuppressed()) {
      reason.append("; ").append(also.getMessage());
    }
    return reason.toString();
  }
}

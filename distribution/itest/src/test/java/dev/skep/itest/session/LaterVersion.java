package dev.skep.itest.session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** A bundle's next releases, which have the same content and a higher version. */
final class LaterVersion {
  private static final Attributes.Name VERSION = new Attributes.Name(Constants.BUNDLE_VERSION);

  private LaterVersion() {}

  /**
   * A release after the one in a jar.
   *
   * @param released where the jar is
   * @param number 1 for the next, 2 for the one after that
   * @return the whole jar
   */
  static byte[] of(URL released, int number) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarInputStream from = new JarInputStream(released.openStream());
        JarOutputStream to = new JarOutputStream(bytes, later(from.getManifest(), number))) {
      for (JarEntry entry = from.getNextJarEntry(); entry != null; entry = from.getNextJarEntry()) {
        to.putNextEntry(new JarEntry(entry.getName()));
        from.transferTo(to);
        to.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static Manifest later(Manifest manifest, int number) {
    Attributes headers = manifest.getMainAttributes();
    Version now = Version.parseVersion(headers.getValue(VERSION));
    headers.put(
        VERSION, new Version(now.getMajor(), now.getMinor(), now.getMicro() + number).toString());
    return manifest;
  }
}

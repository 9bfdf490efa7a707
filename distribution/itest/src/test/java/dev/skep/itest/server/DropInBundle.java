package dev.skep.itest.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.BundleActivator;

/** Makes the small bundle that is dropped into {@code deploy/}. */
public final class DropInBundle {
  private DropInBundle() {}

  /**
   * Puts the jar at its place in one step, so that no half of it is ever seen.
   *
   * @param version of the bundle
   * @param activator runs when the bundle starts; uses nothing but the JDK and the framework
   */
  static void writeTo(Path jar, String version, Class<? extends BundleActivator> activator)
      throws IOException {
    writeTo(jar, version, activator, "org.osgi.framework");
  }

  /**
   * Puts the jar at its place in one step, so that no half of it is ever seen.
   *
   * @param version of the bundle
   * @param activator runs when the bundle starts; one class
   * @param imports the packages that it uses besides the JDK's
   */
  public static void writeTo(
      Path jar, String version, Class<? extends BundleActivator> activator, String imports)
      throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", "dropped.in");
    headers.putValue("Bundle-Version", version);
    headers.putValue("Bundle-Activator", activator.getName());
    headers.putValue("Import-Package", imports);
    String entry = activator.getName().replace('.', '/') + ".class";
    Path part = jar.resolveSibling(jar.getFileName() + ".part");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(part), manifest);
        InputStream code = DropInBundle.class.getClassLoader().getResourceAsStream(entry)) {
      out.putNextEntry(new JarEntry(entry));
      code.transferTo(out);
      out.closeEntry();
    }
    Files.move(part, jar, StandardCopyOption.REPLACE_EXISTING);
  }
}

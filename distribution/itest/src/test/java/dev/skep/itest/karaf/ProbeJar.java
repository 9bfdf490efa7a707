package dev.skep.itest.karaf;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.osgi.framework.BundleActivator;

/**
 * A bundle of the test classes with the test library inside, for a container in another process,
 * which has no class path of the build.
 */
final class ProbeJar {
  private ProbeJar() {}

  /**
   * Writes the jar.
   *
   * @param activator one of the test classes
   * @param library any class of the test library
   */
  static Path write(Path jar, Class<? extends BundleActivator> activator, Class<?> library)
      throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", "probe." + activator.getName());
    headers.putValue("Bundle-Activator", activator.getName());
    headers.putValue("DynamicImport-Package", "*");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        FileSystem archive = FileSystems.newFileSystem(placeOf(library))) {
      copy(placeOf(activator), out);
      copy(archive.getPath("/org"), out);
    }
    return jar;
  }

  private static void copy(Path root, JarOutputStream out) throws IOException {
    Path above = root.getFileName() != null && root.endsWith("org") ? root.getParent() : root;
    for (Path file : filesUnder(root)) {
      String name = above.relativize(file).toString();
      if (name.endsWith(".class")) {
        out.putNextEntry(new JarEntry(name));
        try (InputStream in = Files.newInputStream(file)) {
          in.transferTo(out);
        }
        out.closeEntry();
      }
    }
  }

  private static List<Path> filesUnder(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Path placeOf(Class<?> type) throws IOException {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("the classes of " + type + " are nowhere on the disk", e);
    }
  }
}

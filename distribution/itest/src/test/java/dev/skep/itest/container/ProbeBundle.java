package dev.skep.itest.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** A bundle of all test classes, which sees every exported package of the container. */
final class ProbeBundle {
  private ProbeBundle() {}

  /**
   * Makes the jar from the folder that the test class was compiled to.
   *
   * @return the whole jar
   */
  static byte[] of(Class<?> testClass) throws IOException {
    Path root = rootOf(testClass);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest(testClass))) {
      for (Path file : filesUnder(root)) {
        jar.putNextEntry(new JarEntry(root.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, jar);
        jar.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static Manifest manifest(Class<?> testClass) {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", "probe." + testClass.getName());
    headers.putValue("DynamicImport-Package", "*");
    return manifest;
  }

  private static Path rootOf(Class<?> testClass) throws IOException {
    try {
      return Path.of(testClass.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("the classes of " + testClass + " are in no folder", e);
    }
  }

  private static List<Path> filesUnder(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}

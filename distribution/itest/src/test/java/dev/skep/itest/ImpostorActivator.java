package dev.skep.itest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.util.Hashtable;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;

/** Registers an algorithm that implements its bundle's own copy of the contract. */
public final class ImpostorActivator implements BundleActivator {
  /** The algorithm's name. */
  static final String NAME = "DHKEM-OF-SOMEBODY";

  private static final String ROLE = "dev.skep.api.algorithm.KeyTransport";

  /** Made by the framework. */
  public ImpostorActivator() {}

  @Override
  public void start(BundleContext context) throws ClassNotFoundException {
    Class<?> role = Class.forName(ROLE);
    Object algorithm =
        Proxy.newProxyInstance(
            role.getClassLoader(),
            new Class<?>[] {role},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "name", "toString" -> NAME;
                  case "hashCode" -> 1;
                  case "equals" -> proxy == arguments[0];
                  default -> throw new UnsupportedOperationException();
                });
    context.registerService(ROLE, algorithm, new Hashtable<>(Map.of("skep.algorithm", NAME)));
  }

  @Override
  public void stop(BundleContext context) {
    // The framework takes the service away.
  }

  /**
   * The bundle.
   *
   * @param contract what it has a copy of
   */
  static byte[] bundle(Bundle contract) throws IOException {
    Map<String, URL> classes = new TreeMap<>();
    for (String name :
        contract
            .adapt(BundleWiring.class)
            .listResources("dev/skep/api", "*.class", BundleWiring.LISTRESOURCES_RECURSE)) {
      classes.put(name, contract.getResource(name));
    }
    String own = ImpostorActivator.class.getName().replace('.', '/') + ".class";
    classes.put(own, ImpostorActivator.class.getClassLoader().getResource(own));
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", "impostor");
    headers.putValue("Bundle-Activator", ImpostorActivator.class.getName());
    headers.putValue("Import-Package", "org.osgi.framework,org.osgi.framework.wiring");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      for (Map.Entry<String, URL> one : classes.entrySet()) {
        jar.putNextEntry(new JarEntry(one.getKey()));
        try (InputStream in = one.getValue().openStream()) {
          in.transferTo(jar);
        }
        jar.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}

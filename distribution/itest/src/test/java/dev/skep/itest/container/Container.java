package dev.skep.itest.container;

import dev.skep.itest.assembly.Assembly;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.nat.internal.NativeTestContainer;
import org.ops4j.pax.exam.nat.internal.NativeTestContainerFactory;
import org.ops4j.pax.exam.spi.PaxExamRuntime;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** One running container with the distribution's bundles and a probe bundle with the tests. */
final class Container implements AutoCloseable {
  private final NativeTestContainer container;
  private final Bundle probe;

  private Container(NativeTestContainer container, Bundle probe) {
    this.container = container;
    this.probe = probe;
  }

  /**
   * Starts a container.
   *
   * @throws IllegalStateException if a bundle does not resolve or start; names each with its reason
   */
  static Container start(Class<?> testClass, InContainer settings)
      throws IOException, BundleException {
    NativeTestContainer container =
        (NativeTestContainer)
            PaxExamRuntime.getTestContainerFactory(NativeTestContainerFactory.class)
                .create(PaxExamRuntime.createServerSystem(options(testClass, settings)))[0];
    container.start();
    try {
      BundleContext context = container.getSystemBundle().getBundleContext();
      requireAllStarted(context);
      Bundle probe =
          context.installBundle(
              "probe:" + testClass.getName(), new ByteArrayInputStream(ProbeBundle.of(testClass)));
      probe.start();
      return new Container(container, probe);
    } catch (IOException | BundleException | RuntimeException e) {
      container.stop();
      throw e;
    }
  }

  /** The bundle that holds the tests. */
  Bundle probe() {
    return probe;
  }

  /** Stops the container and waits until it is down. */
  @Override
  public void close() {
    container.stop();
  }

  private static Option[] options(Class<?> testClass, InContainer settings) throws IOException {
    Distribution distribution = Distribution.unpacked();
    Path work = Path.of(System.getProperty("skep.work.folder", "target/work")).toAbsolutePath();
    Path data = emptied(work.resolve(testClass.getSimpleName()));
    Map<String, String> variables =
        Map.of(
            "skep.home",
            distribution.home().toString(),
            "skep.data",
            data.toString(),
            "skep.host",
            "127.0.0.1",
            "skep.port",
            "0");
    Map<String, String> properties = new HashMap<>(distribution.frameworkProperties(variables));
    // The test library's classes come from the class path of the build.
    properties.put(
        "org.osgi.framework.bootdelegation", "org.junit.*,org.opentest4j.*,org.assertj.*");
    properties.put("org.osgi.framework.bundle.parent", "app");
    properties.put("gosh.args", "--nointeractive");
    properties.putAll(variables);
    for (String property : settings.properties()) {
      String[] parts = property.split("=", 2);
      properties.put(parts[0], parts[1]);
    }
    List<Option> options = new ArrayList<>();
    options.add(CoreOptions.cleanCaches(true));
    options.add(CoreOptions.workingDirectory(data.resolve("cache").toString()));
    properties.remove("org.osgi.framework.storage");
    properties.forEach((k, v) -> options.add(CoreOptions.frameworkProperty(k).value(v)));
    variables.forEach((k, v) -> options.add(CoreOptions.systemProperty(k).value(v)));
    options.add(CoreOptions.systemProperty("skep.console.level").value("WARN"));
    for (Path jar : bundles(distribution, settings)) {
      if (!isOneOf(settings.without(), jar)) {
        options.add(CoreOptions.bundle(jar.toUri().toString()));
      }
    }
    return options.toArray(Option[]::new);
  }

  private static List<Path> bundles(Distribution distribution, InContainer settings)
      throws IOException {
    List<Path> all = new ArrayList<>(distribution.bundles());
    if (settings.assembly().isEmpty()) {
      if (settings.with().length > 0) {
        all.addAll(others(settings.with()));
      }
      return all;
    }
    List<Path> chosen = new Assembly(settings.assembly()).ofDistribution();
    return all.stream().filter(chosen::contains).toList();
  }

  private static List<Path> others(String[] artifactIds) throws IOException {
    try (Stream<Path> jars = Files.list(Distribution.folder("skep.others.folder"))) {
      return jars.filter(jar -> isOneOf(artifactIds, jar)).toList();
    }
  }

  /** What an earlier run has left there must not decide how this one goes. */
  private static Path emptied(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectories(folder);
  }

  private static boolean isOneOf(String[] artifactIds, Path jar) {
    for (String artifactId : artifactIds) {
      if (jar.getFileName().toString().matches(artifactId + "-[0-9].*")) {
        return true;
      }
    }
    return false;
  }

  private static void requireAllStarted(BundleContext context) {
    List<String> problems = new ArrayList<>();
    for (Bundle bundle : context.getBundles()) {
      if (bundle.getState() == Bundle.INSTALLED || bundle.getState() == Bundle.RESOLVED) {
        try {
          bundle.start();
        } catch (BundleException e) {
          problems.add(bundle + ": " + e.getMessage());
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          "bundles of the distribution do not start:\n  " + String.join("\n  ", problems));
    }
  }
}

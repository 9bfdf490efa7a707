package dev.skep.distribution.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** The folder of the bundles that always run. */
final class BundleFolder {
  /** The level at which everything runs but the shell. */
  static final int COMPLETE_START_LEVEL = 10;

  /** The level of the shell, which would otherwise show a container half started. */
  static final int SHELL_START_LEVEL = 20;

  private static final int LOGGING_START_LEVEL = 1;

  private final Path folder;
  private final Predicate<String> selection;

  /** Names the folder; nothing is read yet. */
  BundleFolder(Path folder) {
    this(folder, jar -> true);
  }

  /**
   * Names the folder, of which only a part is taken.
   *
   * @param selection by the name of the jar file
   */
  BundleFolder(Path folder, Predicate<String> selection) {
    this.folder = folder;
    this.selection = selection;
  }

  /**
   * Installs each jar file, and then starts them all. Before the framework has reached a bundle's
   * level, starting only marks it; the log comes first, so that no message of the others is lost.
   *
   * @throws LaunchException if the folder is empty or unreadable, or a jar is no bundle or does not
   *     start
   */
  void installAndStart(BundleContext context) throws LaunchException {
    Map<Path, Bundle> installed = new LinkedHashMap<>();
    for (Path jar : jars()) {
      try {
        Bundle bundle = context.installBundle(jar.toUri().toString());
        bundle.adapt(BundleStartLevel.class).setStartLevel(startLevel(jar));
        installed.put(jar, bundle);
      } catch (BundleException e) {
        throw new LaunchException(
            jar + " cannot be installed (" + e.getMessage() + "); remove or replace it", e);
      }
    }
    for (Map.Entry<Path, Bundle> entry : installed.entrySet()) {
      try {
        if (!isFragment(entry.getValue())) {
          entry.getValue().start(Bundle.START_ACTIVATION_POLICY);
        }
      } catch (BundleException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        throw new LaunchException(entry.getKey() + " does not start: " + cause.getMessage(), e);
      }
    }
  }

  /**
   * Checks that each bundle has what it needs, before any of them starts.
   *
   * @param context of a framework that is initialised
   * @throws LaunchException if one has not; names what is missing
   */
  static void resolve(BundleContext context) throws LaunchException {
    FrameworkWiring wiring = context.getBundle().adapt(FrameworkWiring.class);
    if (wiring.resolveBundles(null)) {
      return;
    }
    List<String> problems = new ArrayList<>();
    List<String> unresolved = new ArrayList<>();
    for (Bundle bundle : context.getBundles()) {
      if (bundle.getState() == Bundle.INSTALLED) {
        unresolved.add(bundle.getSymbolicName());
        problems.addAll(missing(bundle, wiring));
      }
    }
    throw new LaunchException(
        "the bundles "
            + String.join(", ", unresolved)
            + " do not fit together; put into bundle/ what is missing, or remove what needs it:\n  "
            + String.join("\n  ", problems));
  }

  /**
   * Checks that each bundle runs whose level the framework has reached.
   *
   * @throws LaunchException if one does not; the framework has told the reason already
   */
  static void requireStarted(BundleContext context) throws LaunchException {
    List<String> problems = new ArrayList<>();
    for (Bundle bundle : context.getBundles()) {
      boolean expected =
          !isFragment(bundle)
              && bundle.adapt(BundleStartLevel.class).getStartLevel() <= COMPLETE_START_LEVEL;
      if (expected && (bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) == 0) {
        problems.add(bundle.getSymbolicName() + " " + bundle.getVersion());
      }
    }
    if (!problems.isEmpty()) {
      throw new LaunchException(
          "these bundles do not start, for the reasons above: " + String.join(", ", problems));
    }
  }

  /** What no bundle here offers; a bundle that only needs an incomplete one has none. */
  private static List<String> missing(Bundle bundle, FrameworkWiring wiring) {
    List<String> missing = new ArrayList<>();
    for (BundleRequirement need :
        bundle.adapt(BundleRevision.class).getDeclaredRequirements(null)) {
      Map<String, String> directives = need.getDirectives();
      boolean needed =
          !"optional".equals(directives.get("resolution"))
              && !"dynamic".equals(directives.get("resolution"))
              && !"active".equals(directives.get("effective"));
      if (needed && wiring.findProviders(need).isEmpty()) {
        missing.add(
            bundle.getSymbolicName()
                + " "
                + bundle.getVersion()
                + " needs "
                + need.getNamespace()
                + " "
                + directives.getOrDefault("filter", ""));
      }
    }
    return missing;
  }

  private static int startLevel(Path jar) {
    String name = jar.getFileName().toString();
    if (name.startsWith("pax-logging-")) {
      return LOGGING_START_LEVEL;
    }
    return name.startsWith("org.apache.felix.gogo.shell-")
        ? SHELL_START_LEVEL
        : COMPLETE_START_LEVEL;
  }

  private List<Path> jars() throws LaunchException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> jars =
          files
              .filter(f -> f.toString().endsWith(".jar"))
              .filter(f -> selection.test(f.getFileName().toString()))
              .sorted()
              .toList();
      if (jars.isEmpty()) {
        throw new LaunchException("there is no bundle in " + folder + "; unpack SKEP again");
      }
      return jars;
    } catch (IOException e) {
      throw new LaunchException("cannot read the folder " + folder + " (" + e + ")", e);
    }
  }

  private static boolean isFragment(Bundle bundle) {
    return bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
  }
}

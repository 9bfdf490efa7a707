package dev.skep.distribution.internal;

import java.nio.file.Path;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * Runs the container until it is stopped from inside (the shell's {@code exit}) or by a signal; or,
 * given a command's words, without the issuer's parts until the command is done.
 *
 * <p>A bundle that ends the container sets the system property {@value #EXIT_STATUS} before it
 * stops bundle 0; without it the exit status is 0. A container that cannot start gives 1.
 */
public final class Launcher {
  /** The system property with the exit status of a container that stops by itself. */
  static final String EXIT_STATUS = "skep.exit.status";

  /** The system property with a folder of bundles that start when all others run; may be empty. */
  static final String FURTHER_BUNDLES = "skep.further.bundles";

  private static final String HTTP_RUNTIME = "org.osgi.service.servlet.runtime.HttpServiceRuntime";
  private static final String HTTP_ENDPOINT = "osgi.http.endpoint";

  private Launcher() {}

  /**
   * Starts the container; set up by the system properties that {@code bin/skep} gives.
   *
   * @param arguments none, or a command of a security element's holder and its arguments
   */
  public static void main(String[] arguments) throws InterruptedException {
    try {
      System.exit(run(List.of(arguments)));
    } catch (LaunchException e) {
      System.err.println("skep: " + e.getMessage());
      System.exit(1);
    }
  }

  private static int run(List<String> words) throws LaunchException, InterruptedException {
    try (DataFolder held = DataFolder.hold(Path.of(required("skep.data")))) {
      if (!words.isEmpty()) {
        return HolderCommand.run(Path.of(required("skep.home")), words);
      }
      start().waitForStop(0);
      return Integer.getInteger(EXIT_STATUS, 0);
    }
  }

  private static Framework start() throws LaunchException {
    long startNanos = System.nanoTime();
    Path home = Path.of(required("skep.home"));
    ListenAddress address = address();
    address.requireFree();
    Framework framework = Container.create(home);
    try {
      Container.start(framework, new BundleFolder(home.resolve("bundle")));
      BundleContext context = framework.getBundleContext();
      announce(context, address, startNanos);
      ExitCommand.register(framework);
      complete(framework, context);
    } catch (LaunchException | IllegalStateException e) {
      if (framework.getState() != Bundle.STOPPING && framework.getState() != Bundle.RESOLVED) {
        throw e;
      }
      // It was told to stop meanwhile, and is not to blame for what no longer runs.
    }
    return framework;
  }

  private static void announce(BundleContext context, ListenAddress address, long startNanos)
      throws LaunchException {
    BundleFolder.requireStarted(context);
    String endpoints = endpoints(context, address);
    long tookMillis = (System.nanoTime() - startNanos) / 1_000_000;
    System.out.println("SKEP is ready after " + tookMillis + " ms at " + endpoints);
  }

  private static void complete(Framework framework, BundleContext context) throws LaunchException {
    framework.adapt(FrameworkStartLevel.class).setStartLevel(BundleFolder.SHELL_START_LEVEL);
    String further = System.getProperty(FURTHER_BUNDLES, "");
    if (!further.isEmpty()) {
      new BundleFolder(Path.of(further)).installAndStart(context);
    }
  }

  /** Where the HTTP service listens, which differs from what was asked for if that was port 0. */
  private static String endpoints(BundleContext context, ListenAddress address)
      throws LaunchException {
    ServiceReference<?> http = context.getServiceReference(HTTP_RUNTIME);
    Object endpoint = http == null ? null : http.getProperty(HTTP_ENDPOINT);
    if (endpoint instanceof String[] several) {
      endpoint = String.join(" ", several);
    }
    if (endpoint == null || endpoint.toString().isEmpty()) {
      throw new LaunchException(
          "the HTTP service does not listen on " + address + "; the log says why");
    }
    return endpoint.toString();
  }

  private static ListenAddress address() throws LaunchException {
    return new ListenAddress(required("skep.host"), Integer.parseInt(required("skep.port")));
  }

  private static String required(String name) throws LaunchException {
    String value = System.getProperty(name);
    if (value == null) {
      throw new LaunchException("the system property " + name + " is not set; use bin/skep");
    }
    return value;
  }
}

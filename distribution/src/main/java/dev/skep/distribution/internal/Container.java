package dev.skep.distribution.internal;

import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The OSGi framework with bundles in it, from its settings to its end. */
final class Container {
  private static final long STOP_DEADLINE_MILLIS = 10_000;

  private Container() {}

  /**
   * Makes a framework, which the end of the process stops.
   *
   * @param home the folder of the distribution
   */
  static Framework create(Path home) throws LaunchException {
    Map<String, String> settings =
        FrameworkSettings.read(home.resolve("conf/config.properties"), System::getProperty);
    settings.put(
        Constants.FRAMEWORK_BEGINNING_STARTLEVEL,
        Integer.toString(BundleFolder.COMPLETE_START_LEVEL));
    Framework framework =
        ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(framework), "skep-shutdown"));
    return framework;
  }

  /** Starts a framework up to the level at which everything runs but the shell. */
  static void start(Framework framework, BundleFolder bundles) throws LaunchException {
    try {
      framework.init();
      bundles.installAndStart(framework.getBundleContext());
      BundleFolder.resolve(framework.getBundleContext());
      framework.start();
    } catch (BundleException e) {
      throw new LaunchException("the OSGi framework does not start (" + e.getMessage() + ")", e);
    }
  }

  /** Stops a framework and waits, bounded, until it has stopped. */
  static void stop(Framework framework) {
    try {
      framework.stop();
      if (framework.waitForStop(STOP_DEADLINE_MILLIS).getType() == FrameworkEvent.WAIT_TIMEDOUT) {
        System.err.println("skep: the container did not stop within 10 s; ended anyway");
      }
    } catch (BundleException e) {
      System.err.println("skep: the container did not stop cleanly (" + e.getMessage() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

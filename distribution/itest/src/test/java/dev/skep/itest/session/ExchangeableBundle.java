package dev.skep.itest.session;

import java.util.Arrays;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** A bundle of the distribution that is taken out and put in while the container runs. */
final class ExchangeableBundle {
  private final BundleContext context;
  private final String location;
  private volatile Bundle bundle;

  /** Finds an installed bundle. */
  ExchangeableBundle(BundleContext context, String symbolicName) {
    this.context = context;
    this.bundle =
        Arrays.stream(context.getBundles())
            .filter(candidate -> symbolicName.equals(candidate.getSymbolicName()))
            .findFirst()
            .orElseThrow();
    this.location = bundle.getLocation();
  }

  /** Stops it; what is in flight is let finish. */
  void stop() throws BundleException {
    bundle.stop();
  }

  /** Starts it. */
  void start() throws BundleException {
    bundle.start();
  }

  /** Takes it out. */
  void uninstall() throws BundleException {
    bundle.uninstall();
  }

  /** Puts it in from where it came, as a new bundle, and starts it. */
  void install() throws BundleException {
    bundle = context.installBundle(location);
    bundle.start();
  }

  /** Has it run again, whatever a failed test has left. */
  void restore() throws BundleException {
    if (bundle.getState() == Bundle.UNINSTALLED) {
      install();
    } else {
      start();
    }
  }
}

package dev.skep.demo.internal.container;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Bundles by their symbolic names. */
final class Bundles {
  private Bundles() {}

  /** The bundle of a name, if it is installed. */
  static Optional<Bundle> find(BundleContext context, String symbolicName) {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
        .findFirst();
  }

  /** A bundle's state in words. */
  static String state(Bundle bundle) {
    return switch (bundle.getState()) {
      case Bundle.ACTIVE -> "active";
      case Bundle.INSTALLED -> "installed, but something that it imports is missing";
      case Bundle.RESOLVED -> "resolved, not started";
      case Bundle.STARTING -> "starting";
      case Bundle.STOPPING -> "stopping";
      default -> String.format(Locale.ROOT, "uninstalled (%d)", bundle.getState());
    };
  }
}

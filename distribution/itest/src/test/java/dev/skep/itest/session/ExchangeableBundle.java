package dev.skep.itest.session;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleWiring;

/** A bundle of the distribution that is taken out and put in while the container runs. */
final class ExchangeableBundle {
  private static final int FAR_AHEAD = 1_000;

  private final BundleContext context;
  private final String location;
  private final int firstRelease;
  private final Version first;
  private final List<WeakReference<ClassLoader>> former = new CopyOnWriteArrayList<>();
  private volatile Bundle bundle;
  private int updates;

  /** Finds an installed bundle. */
  ExchangeableBundle(BundleContext context, String symbolicName) {
    this.context = context;
    this.bundle =
        Arrays.stream(context.getBundles())
            .filter(candidate -> symbolicName.equals(candidate.getSymbolicName()))
            .findFirst()
            .orElseThrow();
    this.location = bundle.getLocation();
    this.firstRelease = 0;
    this.first = bundle.getVersion();
  }

  private ExchangeableBundle(ExchangeableBundle other) throws BundleException, IOException {
    this.context = other.context;
    this.location = other.location;
    this.firstRelease = FAR_AHEAD;
    this.bundle = installed();
    this.first = bundle.getVersion();
  }

  /** A second one, of a later version, that runs beside this one until it is taken out. */
  ExchangeableBundle besides() throws BundleException, IOException {
    ExchangeableBundle second = new ExchangeableBundle(this);
    second.start();
    return second;
  }

  /** Stops it; what is in flight is let finish. */
  void stop() throws BundleException {
    bundle.stop();
  }

  /** Starts it. */
  void start() throws BundleException {
    bundle.start();
  }

  /** Replaces it by a later version of itself, which runs if this one did. */
  void update() throws BundleException, IOException {
    byte[] later = LaterVersion.of(released(), firstRelease + ++updates);
    remember();
    bundle.update(new ByteArrayInputStream(later));
  }

  /** Takes it out. */
  void uninstall() throws BundleException {
    remember();
    bundle.uninstall();
  }

  /** Puts it in from where it came, as a new bundle, and starts it. */
  void install() throws BundleException, IOException {
    bundle = installed();
    bundle.start();
  }

  private Bundle installed() throws BundleException, IOException {
    return firstRelease == 0
        ? context.installBundle(location)
        : context.installBundle(
            location + "#" + firstRelease,
            new ByteArrayInputStream(LaterVersion.of(released(), firstRelease)));
  }

  /** Where containers have bundles from differs: a file, or a repository of theirs. */
  private URL released() throws IOException {
    return new URL(location);
  }

  /** Has it run again as it was at first, whatever a test has left. */
  void restore() throws BundleException, IOException {
    if (bundle.getState() != Bundle.UNINSTALLED && !bundle.getVersion().equals(first)) {
      uninstall();
    }
    if (bundle.getState() == Bundle.UNINSTALLED) {
      install();
    } else {
      start();
    }
  }

  /** All ways to exchange it: stopped and started, updated, installed anew. */
  List<Load.Change> exchanges() {
    return List.of(
        () -> {
          stop();
          start();
        },
        this::update,
        () -> {
          uninstall();
          install();
        });
  }

  /** How many class loaders of earlier lives are still there, rubbish included. */
  long formerClassLoaders() {
    return former.stream().filter(loader -> loader.get() != null).count();
  }

  private void remember() {
    BundleWiring wiring = bundle.adapt(BundleWiring.class);
    if (wiring != null) {
      former.add(new WeakReference<>(wiring.getClassLoader()));
    }
  }
}

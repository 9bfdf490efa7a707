package dev.skep.itest.server;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** The activator of a bundle that ends the container by itself, as the demo does. */
public final class EndingActivator implements BundleActivator {
  /** The exit status that it asks for. */
  public static final int STATUS = 7;

  /** Made by the framework. */
  public EndingActivator() {}

  @Override
  public void start(BundleContext context) throws BundleException {
    System.setProperty("skep.exit.status", Integer.toString(STATUS));
    context.getBundle(0).stop();
  }

  @Override
  public void stop(BundleContext context) {}
}

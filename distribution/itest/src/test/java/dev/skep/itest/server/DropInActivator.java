package dev.skep.itest.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** The activator of the bundle that a test drops into a running server: leaves a mark in data/. */
public final class DropInActivator implements BundleActivator {
  /** The name of the file that is there while the bundle is active. */
  public static final String MARK = "drop-in.mark";

  /** Made by the framework. */
  public DropInActivator() {}

  @Override
  public void start(BundleContext context) throws IOException {
    Files.writeString(mark(context), context.getBundle().getVersion().toString());
  }

  @Override
  public void stop(BundleContext context) throws IOException {
    Files.deleteIfExists(mark(context));
  }

  private static Path mark(BundleContext context) {
    return Path.of(context.getProperty("skep.data")).resolve(MARK);
  }
}

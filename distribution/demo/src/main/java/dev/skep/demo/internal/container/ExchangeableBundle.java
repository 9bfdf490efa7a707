package dev.skep.demo.internal.container;

import dev.skep.demo.internal.story.StoryException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** A bundle that is taken out while the container runs, and put in again from where it came. */
public final class ExchangeableBundle {
  private final BundleContext context;
  private final String symbolicName;
  private final String location;
  private Bundle bundle;

  /**
   * Finds an installed bundle.
   *
   * @throws StoryException if it is not installed
   */
  public ExchangeableBundle(BundleContext context, String symbolicName) throws StoryException {
    this.context = context;
    this.symbolicName = symbolicName;
    this.bundle =
        Bundles.find(context, symbolicName)
            .orElseThrow(
                () -> new StoryException("the bundle " + symbolicName + " is not installed"));
    this.location = bundle.getLocation();
  }

  /** Where its file is. */
  public String location() {
    return location;
  }

  /** Its number in the framework; a new one after each {@link #install}. */
  public long id() {
    return bundle.getBundleId();
  }

  /**
   * Takes it out.
   *
   * @throws StoryException if the framework refuses
   */
  public void uninstall() throws StoryException {
    try {
      bundle.uninstall();
    } catch (BundleException e) {
      throw new StoryException(symbolicName + " cannot be uninstalled: " + e.getMessage(), e);
    }
  }

  /**
   * Puts it in and starts it.
   *
   * @throws StoryException if it cannot be installed or started
   */
  public void install() throws StoryException {
    try {
      bundle = context.installBundle(location);
      bundle.start(Bundle.START_ACTIVATION_POLICY);
    } catch (BundleException e) {
      throw new StoryException(
          symbolicName + " cannot be installed from " + location + ": " + e.getMessage(), e);
    }
  }
}

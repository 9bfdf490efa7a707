package dev.skep.distribution.internal;

import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;

/**
 * The shell's {@code exit}. Gogo's own takes a number and ends Java at once, beside the container.
 */
public final class ExitCommand {
  private final Framework framework;

  private ExitCommand(Framework framework) {
    this.framework = framework;
  }

  /** Adds the command to a framework that is initialised; ends with it. */
  static void register(Framework framework) {
    BundleContext context = framework.getBundleContext();
    Dictionary<String, String> properties = new Hashtable<>();
    // The scope that the shell looks into first.
    properties.put("osgi.command.scope", "gogo");
    properties.put("osgi.command.function", "exit");
    context.registerService(ExitCommand.class, new ExitCommand(framework), properties);
  }

  /** Begins to stop the container; does not wait. */
  public void exit() throws BundleException {
    framework.stop();
  }
}

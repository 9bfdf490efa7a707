package dev.skep.demo.internal;

import dev.skep.demo.internal.story.Narrator;
import dev.skep.demo.internal.story.StoryException;
import java.security.SecureRandom;
import java.time.Clock;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the demo in a thread of its own as soon as its bundle starts, then stops the framework. It
 * has no reference to what it needs: it says itself what is missing, and what it needs comes and
 * goes in its story.
 *
 * <p>The exit status goes through the system property {@value #EXIT_STATUS}, which the launcher of
 * the distribution reads when the framework has stopped: so the process ends in one place, and with
 * every bundle stopped. It counts as failed until the story has come to a good end.
 */
@Component(
    service = {},
    immediate = true)
public final class DemoComponent {
  /** The system property with the status that the launcher exits with. */
  static final String EXIT_STATUS = "skep.exit.status";

  private static final long PATIENCE_MILLIS = 5_000;
  private static final Logger LOG = LoggerFactory.getLogger(DemoComponent.class);

  private final BundleContext context;
  private final Thread thread;

  /** Starts the thread. */
  @Activate
  public DemoComponent(BundleContext context) {
    this.context = context;
    this.thread = new Thread(this::run, "skep-demo");
    System.setProperty(EXIT_STATUS, "1");
    thread.start();
  }

  /**
   * Breaks the story off, where the container is stopped from outside, and waits a little: the demo
   * deletes its folder while the services that it needs for that are still there.
   */
  @Deactivate
  void deactivate() {
    thread.interrupt();
    try {
      thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      Narrator narrator = new Narrator(System.out, isTerminal());
      if (new Demo(context, narrator, new SecureRandom(), Clock.systemUTC()).run()) {
        System.setProperty(EXIT_STATUS, "0");
      }
    } catch (InterruptedException e) {
      return; // somebody else is stopping the container
    } catch (StoryException e) {
      System.err.println("skep demo: " + e.getMessage());
    } catch (Exception e) {
      LOG.error("the demo broke off", e);
      System.err.println("skep demo: it broke off: " + e);
    }
    stopFramework();
  }

  private void stopFramework() {
    try {
      context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).stop();
    } catch (BundleException | IllegalStateException e) {
      LOG.error("the demo cannot stop the framework", e);
    }
  }

  @SuppressWarnings("SystemConsoleNull") // 22 to 24 may colour a file; 17, 21 and 25 do not
  private static boolean isTerminal() {
    return System.console() != null && System.getenv("NO_COLOR") == null;
  }
}

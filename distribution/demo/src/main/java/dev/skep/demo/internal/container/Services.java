package dev.skep.demo.internal.container;

import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.SecurityElement;
import dev.skep.demo.internal.story.StoryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The services that the story needs, found when they are needed: bundles come and go in it. What
 * was found stays in use until this is closed. Not thread-safe.
 */
public final class Services implements AutoCloseable {
  private final BundleContext context;
  private final Map<String, ServiceTracker<?, ?>> trackers = new HashMap<>();

  /** Looks through a bundle's context. */
  public Services(BundleContext context) {
    this.context = context;
  }

  /**
   * What has to be there.
   *
   * @param service the name of its interface
   * @param bundle the symbolic name of a bundle that brings it
   */
  public record Need(String service, String bundle) {}

  /**
   * Waits for all of them.
   *
   * @param deadline for all together
   * @throws StoryException if some are missing then; names each with the bundle that brings it
   */
  public void require(List<Need> needs, Duration deadline)
      throws StoryException, InterruptedException {
    long end = System.nanoTime() + deadline.toNanos();
    List<String> missing = new ArrayList<>();
    for (Need need : needs) {
      long leftMillis = Math.max(1, (end - System.nanoTime()) / 1_000_000);
      if (tracker("(objectClass=" + need.service() + ")").waitForService(leftMillis) == null) {
        missing.add(need.service() + " (of the bundle " + need.bundle() + ": " + state(need) + ")");
      }
    }
    if (!missing.isEmpty()) {
      throw new StoryException(
          "the demo needs services that are not there after %d s: %s. The log says why a bundle does not work"
              .formatted(deadline.toSeconds(), String.join(", ", missing)));
    }
  }

  /**
   * The best service of a type.
   *
   * @throws StoryException if there is none within {@link Await#DEADLINE}
   */
  public <T> T get(Class<T> type) throws StoryException, InterruptedException {
    return get(type, "(objectClass=" + type.getName() + ")");
  }

  /**
   * An SE by its id.
   *
   * @throws StoryException if there is none within {@link Await#DEADLINE}
   */
  public PersonalizableSecurityElement element(String id)
      throws StoryException, InterruptedException {
    return get(PersonalizableSecurityElement.class, elementFilter(id));
  }

  /**
   * Waits until an SE is withdrawn.
   *
   * @throws StoryException if it is still there after {@link Await#DEADLINE}
   */
  public void awaitGone(String elementId) throws Exception {
    ServiceTracker<?, ?> tracker = tracker(elementFilter(elementId));
    Await.until(
        elementId + " to be withdrawn",
        () -> tracker.getService() == null ? Optional.of(elementId) : Optional.empty());
  }

  /** The {@code service.id} of the best service of a type now; it changes when that is replaced. */
  public Optional<Object> identity(Class<?> type) {
    return Optional.ofNullable(context.getServiceReference(type))
        .map((ServiceReference<?> reference) -> reference.getProperty(Constants.SERVICE_ID));
  }

  /** Lets go of everything. */
  @Override
  public void close() {
    trackers.values().forEach(ServiceTracker::close);
    trackers.clear();
  }

  private <T> T get(Class<T> type, String filter) throws StoryException, InterruptedException {
    Object service = tracker(filter).waitForService(Await.DEADLINE.toMillis());
    if (service == null) {
      throw new StoryException(
          "there is no service "
              + filter
              + " after "
              + Await.DEADLINE.toSeconds()
              + " s; the log may say why");
    }
    return type.cast(service);
  }

  private static String elementFilter(String id) {
    return "(&(objectClass=%s)(%s=%s))"
        .formatted(PersonalizableSecurityElement.class.getName(), SecurityElement.ID_PROPERTY, id);
  }

  private ServiceTracker<?, ?> tracker(String filter) {
    return trackers.computeIfAbsent(
        filter,
        key -> {
          try {
            ServiceTracker<?, ?> tracker =
                new ServiceTracker<>(context, context.createFilter(key), null);
            tracker.open();
            return tracker;
          } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(key, e);
          }
        });
  }

  private String state(Need need) {
    return Bundles.find(context, need.bundle())
        .map(found -> "its state is " + Bundles.state(found))
        .orElse("not installed");
  }
}

package dev.skep.itest.container;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/** What a test in the container does with the registry; everything that waits has a deadline. */
public final class Services {
  /** How long anything may take to come or go. */
  public static final Duration DEADLINE = Duration.ofSeconds(20);

  private static final String HTTP_RUNTIME = "org.osgi.service.servlet.runtime.HttpServiceRuntime";
  private static final long POLL_MILLIS = 20;

  private final BundleContext context;

  /** Works on the container of that context. */
  public Services(BundleContext context) {
    this.context = context;
  }

  /** Waits for the best service of a role. */
  public <T> T await(Class<T> role) throws InterruptedException {
    return await(role, "(objectClass=*)");
  }

  /**
   * Waits for the best service of a role that matches.
   *
   * @param filter an LDAP filter on the service's properties, in parentheses
   * @throws AssertionError if there is none within the deadline
   */
  public <T> T await(Class<T> role, String filter) throws InterruptedException {
    ServiceTracker<T, ServiceReference<T>> tracker =
        new ServiceTracker<>(context, filter(role, filter), null) {
          @Override
          public ServiceReference<T> addingService(ServiceReference<T> reference) {
            return reference;
          }

          @Override
          public void removedService(ServiceReference<T> reference, ServiceReference<T> same) {
            // Not taken from the registry above, so not given back either.
          }
        };
    tracker.open();
    try {
      if (tracker.waitForService(DEADLINE.toMillis()) == null) {
        throw new AssertionError(
            "no " + role.getName() + " with " + filter + " within " + DEADLINE);
      }
      // Stays in use until the container stops: what is handed out must not be taken back.
      return context.getService(tracker.getServiceReference());
    } finally {
      tracker.close();
    }
  }

  /**
   * Waits until a role has exactly that many services that match.
   *
   * @throws AssertionError if it has not within the deadline
   */
  public void awaitCount(Class<?> role, String filter, int count) throws InterruptedException {
    awaitThat(
        count + " of " + role.getName() + " with " + filter, () -> count(role, filter) == count);
  }

  /**
   * Waits until a condition holds.
   *
   * @param what the condition in words
   * @throws AssertionError if it does not hold within the deadline
   */
  public void awaitThat(String what, Supplier<Boolean> condition) throws InterruptedException {
    awaitThat(() -> what, condition);
  }

  /** As the other one, with words that are made where the condition does not hold at the end. */
  public void awaitThat(Supplier<String> what, Supplier<Boolean> condition)
      throws InterruptedException {
    long endNanos = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.get()) {
      if (System.nanoTime() > endNanos) {
        throw new AssertionError("not within " + DEADLINE + ": " + what.get());
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** How many services of a role match now. */
  public int count(Class<?> role, String filter) {
    return count(role.getName(), filter);
  }

  /** How many services of any role match now. */
  public int count(String filter) {
    return count((String) null, filter);
  }

  private int count(@Nullable String role, String filter) {
    try {
      ServiceReference<?> @Nullable [] found = context.getAllServiceReferences(role, filter);
      return found == null ? 0 : found.length;
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException("no filter: " + filter, e);
    }
  }

  /**
   * Sets the configuration of a PID in memory; the caller deletes it.
   *
   * @param settings values of the types that configurations may have
   */
  public Configuration configure(String pid, Map<String, ?> settings)
      throws InterruptedException, IOException {
    Configuration configuration = configuration(pid);
    configuration.update(new Hashtable<>(settings));
    return configuration;
  }

  /** The configuration of a PID; a new one has no properties yet. */
  public Configuration configuration(String pid) throws InterruptedException, IOException {
    return await(ConfigurationAdmin.class).getConfiguration(pid, "?");
  }

  /**
   * Sets one configuration of a factory PID in memory; the caller deletes it.
   *
   * @param name names it within the factory
   */
  public Configuration configure(String factoryPid, String name, Map<String, ?> settings)
      throws InterruptedException, IOException {
    Configuration configuration =
        await(ConfigurationAdmin.class).getFactoryConfiguration(factoryPid, name, "?");
    configuration.update(new Hashtable<>(settings));
    return configuration;
  }

  /** The configurations that match now. */
  public List<Configuration> configurations(String filter)
      throws InterruptedException, IOException, InvalidSyntaxException {
    Configuration[] found = await(ConfigurationAdmin.class).listConfigurations(filter);
    return found == null ? List.of() : List.of(found);
  }

  /**
   * The bundle of that name.
   *
   * @throws AssertionError if there is none
   */
  public Bundle bundle(String symbolicName) {
    for (Bundle bundle : context.getBundles()) {
      if (symbolicName.equals(bundle.getSymbolicName())) {
        return bundle;
      }
    }
    throw new AssertionError("there is no bundle " + symbolicName);
  }

  /** Waits for the HTTP service and gives its address, which ends in a slash. */
  public URI awaitHttpEndpoint() throws InterruptedException {
    awaitThat("an HTTP endpoint", () -> httpEndpoint() != null);
    return URI.create(String.valueOf(httpEndpoint()));
  }

  private @Nullable String httpEndpoint() {
    ServiceReference<?> runtime = context.getServiceReference(HTTP_RUNTIME);
    Object endpoint = runtime == null ? null : runtime.getProperty("osgi.http.endpoint");
    if (endpoint instanceof String[] several) {
      return several.length == 0 ? null : several[0];
    }
    return (String) endpoint;
  }

  private static org.osgi.framework.Filter filter(Class<?> role, String filter) {
    try {
      return FrameworkUtil.createFilter("(&(objectClass=" + role.getName() + ")" + filter + ")");
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException("no filter: " + filter, e);
    }
  }
}

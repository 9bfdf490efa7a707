package dev.skep.testkit.registry;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * The services that a component registers, and a context in which it does. Each context is that of
 * the bundle and of the framework alike. What a component asks for besides is an {@link
 * AssertionError}. Thread-safe.
 */
public final class RecordedRegistry {
  private final Path storage;
  private final Consumer<List<Published>> listener;
  private final List<Entry> entries = new CopyOnWriteArrayList<>();
  private final Map<Object, Published> references =
      Collections.synchronizedMap(new IdentityHashMap<>());

  /** One registration; the same object may be registered twice. */
  private static final class Entry {
    private volatile Published now;

    private Entry(Published now) {
      this.now = now;
    }
  }

  /**
   * A service as it is now.
   *
   * @param service the object
   * @param properties those that it was registered with, or that replaced them, and {@code
   *     objectClass}, the names of its roles
   */
  public record Published(Object service, Map<String, Object> properties) {
    /** Copies the properties. */
    public Published {
      properties = Map.copyOf(properties);
    }

    private boolean matches(@Nullable Object role, @Nullable String filter) {
      try {
        return (role == null || roles().containsAll(namesOf(role)))
            && (filter == null || FrameworkUtil.createFilter(filter).matches(properties));
      } catch (InvalidSyntaxException e) {
        throw new AssertionError("no filter: " + filter, e);
      }
    }

    private List<String> roles() {
      return namesOf(properties.get(Constants.OBJECTCLASS));
    }
  }

  /**
   * Begins without a service.
   *
   * @param storage the folder of the bundle's files
   * @param listener is told of each registration and each change of properties when it is made
   */
  public RecordedRegistry(Path storage, Consumer<List<Published>> listener) {
    this.storage = storage;
    this.listener = listener;
  }

  /** Begins without a service, for components that keep no files. */
  public RecordedRegistry(Consumer<List<Published>> listener) {
    this(Path.of("no-storage"), listener);
  }

  /** Begins without a service. */
  public RecordedRegistry(Path storage) {
    this(storage, services -> {});
  }

  /** All services, the oldest first. */
  public List<Published> services() {
    return entries.stream().map(entry -> entry.now).toList();
  }

  /** The services that have a property. */
  public List<Object> with(String property) {
    return services().stream()
        .filter(published -> published.properties().containsKey(property))
        .map(Published::service)
        .toList();
  }

  /** The context in which to register. */
  public BundleContext context() {
    return proxy(BundleContext.class, this::answer);
  }

  private Object answer(String method, Object[] arguments) {
    return switch (method) {
      case "getBundle" -> proxy(Bundle.class, (name, none) -> context());
      case "getDataFile" -> storage.resolve((String) arguments[0]).toFile();
      case "registerService" ->
          register(
              new Published(
                  arguments[1],
                  properties(namesOf(arguments[0]), (Dictionary<?, ?>) arguments[2])));
      case "getServiceReferences" -> references(arguments[0], (String) arguments[1]);
      case "getService" ->
          Objects.requireNonNull(references.get(arguments[0]), "of this registry").service();
      default -> throw new AssertionError("not expected: " + method);
    };
  }

  private List<?> references(@Nullable Object role, @Nullable String filter) {
    return services().stream()
        .filter(published -> published.matches(role, filter))
        .map(this::reference)
        .toList();
  }

  private ServiceReference<?> reference(Published published) {
    ServiceReference<?> reference =
        proxy(
            ServiceReference.class,
            (method, arguments) -> {
              if (!method.equals("getProperty")) {
                throw new AssertionError("not expected: " + method);
              }
              return published.properties().get((String) arguments[0]);
            });
    references.put(reference, published);
    return reference;
  }

  private ServiceRegistration<?> register(Published published) {
    Entry entry = new Entry(published);
    entries.add(entry);
    listener.accept(services());
    return proxy(
        ServiceRegistration.class,
        (method, arguments) -> {
          switch (method) {
            case "setProperties" -> {
              entry.now =
                  new Published(
                      published.service(),
                      properties(published.roles(), (Dictionary<?, ?>) arguments[0]));
              listener.accept(services());
            }
            case "unregister" -> entries.remove(entry);
            default -> throw new AssertionError("not expected: " + method);
          }
          return null;
        });
  }

  /** Roles are given as a class, a name or names. */
  private static List<String> namesOf(@Nullable Object roles) {
    if (roles instanceof Class<?> role) {
      return List.of(role.getName());
    }
    return roles instanceof String name ? List.of(name) : List.of((String[]) roles);
  }

  private static Map<String, Object> properties(
      List<String> roles, @Nullable Dictionary<?, ?> given) {
    Dictionary<?, ?> properties = given == null ? FrameworkUtil.asDictionary(Map.of()) : given;
    Map<String, Object> copy = new HashMap<>();
    copy.put(Constants.OBJECTCLASS, roles.toArray(String[]::new));
    for (Object name : Collections.list(properties.keys())) {
      copy.put((String) name, properties.get(name));
    }
    return copy;
  }

  private interface Call {
    @Nullable Object answer(String method, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> call.answer(method.getName(), arguments)));
  }
}

package dev.skep.crypto.fips.internal;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.Provider;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Objects;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** As much of a framework as the engine sees: two contexts over one registry of providers. */
final class FakeFramework {
  private record Service(Provider provider, Dictionary<?, ?> properties) {}

  private final Path storage;
  private final List<Service> services = new ArrayList<>();

  FakeFramework(Path storage) {
    this.storage = storage;
  }

  /** What algorithm bundles would find. */
  List<Provider> engines() {
    return with(FipsEngine.ENGINE_PROPERTY);
  }

  /** What the framework keeps. */
  List<Provider> residents() {
    return with(ResidentModule.MODULE_PROPERTY);
  }

  /** The context of the engine's bundle, and of the framework alike. */
  BundleContext bundle() {
    return proxy(BundleContext.class, this::answer);
  }

  private Object answer(String method, Object[] arguments) {
    return switch (method) {
      case "getBundle" -> proxy(Bundle.class, (name, none) -> bundle());
      case "getDataFile" -> storage.resolve((String) arguments[0]).toFile();
      case "registerService" ->
          register(new Service((Provider) arguments[1], (Dictionary<?, ?>) arguments[2]));
      case "getServiceReferences" ->
          services.stream()
              .filter(service -> matches(service, (String) arguments[1]))
              .map(service -> proxy(ServiceReference.class, (name, none) -> service))
              .toList();
      case "getService" ->
          ((Service) ((ServiceReference<?>) arguments[0]).getProperty("")).provider();
      default -> throw new AssertionError("not expected: " + method);
    };
  }

  private ServiceRegistration<?> register(Service service) {
    services.add(service);
    return proxy(ServiceRegistration.class, (name, none) -> services.remove(service) ? null : null);
  }

  private static boolean matches(Service service, String filter) {
    String property = ResidentModule.MODULE_PROPERTY;
    return filter.equals("(" + property + "=" + service.properties().get(property) + ")");
  }

  private List<Provider> with(String property) {
    return services.stream()
        .filter(service -> Objects.nonNull(service.properties().get(property)))
        .map(Service::provider)
        .toList();
  }

  private interface Call {
    Object answer(String method, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> call.answer(method.getName(), arguments)));
  }
}

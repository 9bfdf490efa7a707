package dev.skep.provider.symmetric.internal;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** As much of a framework as one registration needs. */
final class FakeFramework {
  /** What the registered service's property listed, one entry a change; null once withdrawn. */
  final List<Set<String>> published = new ArrayList<>();

  SymmetricEngines service;
  boolean unregistered;
  Consumer<Set<String>> onPublish = names -> {};

  BundleContext context() {
    return (BundleContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {BundleContext.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("registerService")) {
                throw new UnsupportedOperationException(method.getName());
              }
              service = (SymmetricEngines) arguments[1];
              publish((Dictionary<?, ?>) arguments[2]);
              return registration();
            });
  }

  Set<String> latest() {
    return published.get(published.size() - 1);
  }

  private ServiceRegistration<?> registration() {
    return (ServiceRegistration<?>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ServiceRegistration.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "setProperties" -> publish((Dictionary<?, ?>) arguments[0]);
                case "unregister" -> unregistered = true;
                default -> throw new UnsupportedOperationException(method.getName());
              }
              return null;
            });
  }

  private void publish(Dictionary<?, ?> properties) {
    Set<String> names = Set.of((String[]) properties.get(ConfiguredEngines.PRIMITIVE_PROPERTY));
    published.add(names);
    onPublish.accept(names);
  }
}

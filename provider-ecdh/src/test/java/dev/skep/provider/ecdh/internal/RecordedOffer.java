package dev.skep.provider.ecdh.internal;

import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** As much of a registry as the engines see: what one service says that it can do. */
final class RecordedOffer {
  private final Consumer<List<String>> listener;
  private List<String> operations = List.of();
  private boolean registered;

  /** Begins without a service. */
  RecordedOffer() {
    this(operations -> {});
  }

  /**
   * Begins without a service.
   *
   * @param listener is told each change of the operations when it is made
   */
  RecordedOffer(Consumer<List<String>> listener) {
    this.listener = listener;
  }

  /** What is offered now. */
  List<String> operations() {
    return operations;
  }

  /** Whether there is a service. */
  boolean isRegistered() {
    return registered;
  }

  /** The context in which to register. */
  BundleContext context() {
    return proxy(
        BundleContext.class,
        (method, arguments) -> {
          registered = true;
          take((Dictionary<?, ?>) arguments[2]);
          return proxy(ServiceRegistration.class, this::answer);
        });
  }

  private Object answer(String method, Object[] arguments) {
    switch (method) {
      case "setProperties" -> take((Dictionary<?, ?>) arguments[0]);
      case "unregister" -> registered = false;
      default -> throw new AssertionError("not expected: " + method);
    }
    return null;
  }

  private void take(Dictionary<?, ?> properties) {
    operations = List.of((String[]) properties.get("skep.operation"));
    listener.accept(operations);
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

package dev.skep.protocol.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.engine.EngineOffer;
import dev.skep.testkit.registry.RecordedRegistry;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;

/** A service that says so is its bundle's own; all others are everybody's. */
class OwnServicesTest {
  private final RecordedRegistry registry = new RecordedRegistry(services -> {});
  private final OwnServices hook = new OwnServices(registry.context());
  private final Bundle owner = proxy(Bundle.class, (method, none) -> null);
  private final BundleContext owners = contextOf(owner);
  private final BundleContext others = contextOf(proxy(Bundle.class, (method, none) -> null));

  @Test
  void aBundlePrivateServiceIsSeenByItsBundleOnly() {
    ServiceReference<?> service = service(true);
    assertThat(found(service, owners)).containsExactly(service);
    assertThat(found(service, others)).isEmpty();
    assertThat(told(service)).containsExactly(owners);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(booleans = false)
  void anyOtherIsSeenByAll(Boolean mark) {
    ServiceReference<?> service = service(mark);
    assertThat(found(service, owners)).containsExactly(service);
    assertThat(found(service, others)).containsExactly(service);
    assertThat(told(service)).containsExactlyInAnyOrder(owners, others);
  }

  @Test
  void endsWithItsComponent() {
    assertThat(registry.services()).hasSize(1);
    hook.deactivate();
    assertThat(registry.services()).isEmpty();
  }

  private List<ServiceReference<?>> found(ServiceReference<?> service, BundleContext by) {
    List<ServiceReference<?>> found = new ArrayList<>(List.of(service));
    hook.find(by, "", "", false, found);
    return found;
  }

  private Collection<BundleContext> told(ServiceReference<?> service) {
    Map<BundleContext, Collection<ListenerInfo>> listeners = new HashMap<>();
    listeners.put(owners, List.of());
    listeners.put(others, List.of());
    hook.event(new ServiceEvent(ServiceEvent.REGISTERED, service), listeners);
    return listeners.keySet();
  }

  private ServiceReference<?> service(Boolean mark) {
    return proxy(
        ServiceReference.class,
        (method, arguments) -> {
          if (!method.equals("getProperty")) {
            return owner;
          }
          return arguments[0].equals(EngineOffer.BUNDLE_PRIVATE) ? mark : null;
        });
  }

  private static BundleContext contextOf(Bundle bundle) {
    return proxy(BundleContext.class, (method, none) -> bundle);
  }

  private static <T> T proxy(Class<T> type, BiFunction<String, Object[], Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "equals" -> self == arguments[0];
                  case "hashCode" -> System.identityHashCode(self);
                  default -> answers.apply(method.getName(), arguments);
                }));
  }
}

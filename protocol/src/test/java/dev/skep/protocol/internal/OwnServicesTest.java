package dev.skep.protocol.internal;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;

/** A service of an internal type is its bundle's own; all others are everybody's. */
class OwnServicesTest {
  private final RecordedRegistry registry = new RecordedRegistry(services -> {});
  private final OwnServices hook = new OwnServices(registry.context());
  private final Bundle owner = proxy(Bundle.class, (method, none) -> null);
  private final BundleContext owners = contextOf(owner);
  private final BundleContext others = contextOf(proxy(Bundle.class, (method, none) -> null));

  @ParameterizedTest
  @CsvSource({
    "dev.skep.provider.ecdh.internal.EcEngines, false",
    "dev.skep.server.core.internal.trust.Deep, false",
    "dev.skep.api.algorithm.KeyTransport, true",
    "dev.skep.internals.Name, true",
    "com.example.internal.Their, true"
  })
  void isSeenByOthers(String type, boolean seen) {
    ServiceReference<?> service = service(type);
    assertThat(found(service, others)).hasSize(seen ? 1 : 0);
    assertThat(told(service)).hasSize(seen ? 2 : 1).contains(owners);
    assertThat(found(service, owners)).containsExactly(service);
  }

  @Test
  void oneTypeThatIsNotInternalIsEnough() {
    ServiceReference<?> service =
        service("dev.skep.store.jdbc.internal.Own", "dev.skep.api.issuer.SessionStore");
    assertThat(found(service, others)).containsExactly(service);
  }

  /** The shell has them called by name, such as its {@code exit}. */
  @Test
  void commandsOfAShellAreSeenWhateverTheirType() {
    ServiceReference<?> command =
        proxy(
            ServiceReference.class,
            (method, arguments) ->
                arguments[0].equals("osgi.command.function")
                    ? "exit"
                    : new String[] {"dev.skep.distribution.internal.ExitCommand"});
    assertThat(found(command, others)).containsExactly(command);
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

  private ServiceReference<?> service(String... types) {
    return proxy(
        ServiceReference.class,
        (method, arguments) -> {
          if (!method.equals("getProperty")) {
            return owner;
          }
          return arguments[0].equals("objectClass") ? types : null;
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

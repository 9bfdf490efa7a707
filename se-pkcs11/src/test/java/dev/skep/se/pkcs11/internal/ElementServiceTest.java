package dev.skep.se.pkcs11.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.se.SecurityElement;
import dev.skep.se.kernel.HostedSecurityElement;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** An id is one element's only. */
class ElementServiceTest {
  private final HostedSecurityElement element = proxy(HostedSecurityElement.class, method -> null);
  private final List<ServiceReference<?>> others = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final ElementService service = new ElementService(context(), "pkcs11:a");

  @Test
  void idOfNoOtherIsTakenAndLeftAgain() {
    assertThat(service.isFree()).isTrue();
    assertThat(service.publish(element)).isTrue();
    service.withdraw();
    service.withdraw();
    assertThat(calls).containsExactly("registerService", "unregister");
  }

  @Test
  void idOfAnotherElementIsNotTaken() {
    others.add(proxy(ServiceReference.class, method -> null));
    assertThat(service.isFree()).isFalse();
    assertThat(service.publish(element)).isFalse();
    service.withdraw();
    assertThat(calls).isEmpty();
  }

  private BundleContext context() {
    ServiceRegistration<?> registration = proxy(ServiceRegistration.class, calls::add);
    return (BundleContext)
        Proxy.newProxyInstance(
            BundleContext.class.getClassLoader(),
            new Class<?>[] {BundleContext.class},
            (self, method, arguments) -> {
              if (method.getName().equals("getServiceReferences")) {
                assertThat(arguments)
                    .containsExactly(SecurityElement.class, "(skep.se.id=pkcs11:a)");
                return others;
              }
              calls.add(method.getName());
              return registration;
            });
  }

  private static <T> T proxy(Class<T> type, Function<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answers.apply(method.getName())));
  }
}

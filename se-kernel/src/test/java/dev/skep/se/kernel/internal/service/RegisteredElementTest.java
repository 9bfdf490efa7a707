package dev.skep.se.kernel.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.se.SecurityElement;
import dev.skep.se.kernel.HostedSecurityElement;
import dev.skep.se.kernel.service.ElementService;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** An id is one element's only. */
class RegisteredElementTest {
  private final HostedSecurityElement element =
      proxy(HostedSecurityElement.class, (method, arguments) -> null);
  private final List<String> registered = new ArrayList<>();

  @Test
  void idOfNoOtherIsTakenInAllRolesAndLeftAgain() {
    ElementService service = service("soft:alice");
    assertThat(service.isFree()).isTrue();
    assertThat(service.publish(element)).isTrue();
    assertThat(registered).containsExactly("soft:alice");
    assertThat(service.isFree()).isFalse();
    service.withdraw();
    service.withdraw();
    assertThat(registered).isEmpty();
  }

  @Test
  void idOfAnotherElementIsNotTaken() {
    ElementService one = service("soft:alice");
    ElementService other = service("soft:alice");
    one.publish(element);
    assertThat(other.publish(element)).isFalse();
    other.withdraw();
    assertThat(registered).containsExactly("soft:alice");
  }

  @Test
  void anyCharactersMakeAnId() {
    ElementService odd = service("soft:a)(*\\");
    assertThat(odd.publish(element)).isTrue();
    assertThat(service("soft:a)(*\\").isFree()).isFalse();
    assertThat(service("soft:b").isFree()).isTrue();
  }

  @RepeatedTest(50)
  void oneOfTwoThatComeAtOnceGetsTheId() throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    Callable<Boolean> comes =
        () -> {
          ElementService service = service("soft:alice");
          start.await();
          return service.publish(element);
        };
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<Boolean> one = threads.submit(comes);
      Future<Boolean> other = threads.submit(comes);
      assertThat(List.of(one.get(), other.get())).containsExactlyInAnyOrder(true, false);
    } finally {
      threads.shutdownNow();
    }
    assertThat(registered).hasSize(1);
  }

  private ElementService service(String id) {
    return ElementService.of(proxy(BundleContext.class, this::answerOfTheRegistry), id);
  }

  private Object answerOfTheRegistry(String method, Object[] arguments) {
    synchronized (registered) {
      if (method.equals("getServiceReferences")) {
        assertThat(arguments).containsExactly(SecurityElement.class, null);
        return List.copyOf(registered).stream().map(RegisteredElementTest::reference).toList();
      }
      assertThat(method).isEqualTo("registerService");
      assertThat((String[]) arguments[0]).isEqualTo(HostedSecurityElement.serviceNames());
      String id = (String) ((Dictionary<?, ?>) arguments[2]).get(SecurityElement.ID_PROPERTY);
      registered.add(id);
      return proxy(ServiceRegistration.class, (unregister, none) -> registered.remove(id));
    }
  }

  private static ServiceReference<?> reference(String id) {
    return proxy(
        ServiceReference.class,
        (method, arguments) -> {
          assertThat(arguments).containsExactly(SecurityElement.ID_PROPERTY);
          return id;
        });
  }

  private static <T> T proxy(Class<T> type, BiFunction<String, Object[], Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answers.apply(method.getName(), arguments)));
  }
}

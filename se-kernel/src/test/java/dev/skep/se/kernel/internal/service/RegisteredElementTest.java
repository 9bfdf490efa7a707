package dev.skep.se.kernel.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.se.SecurityElement;
import dev.skep.se.kernel.HostedSecurityElement;
import dev.skep.se.kernel.service.ElementService;
import dev.skep.testkit.registry.RecordedRegistry;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** An id is one element's only. */
class RegisteredElementTest {
  private final RecordedRegistry registry = new RecordedRegistry(services -> {});
  private final HostedSecurityElement element =
      (HostedSecurityElement)
          Proxy.newProxyInstance(
              HostedSecurityElement.class.getClassLoader(),
              new Class<?>[] {HostedSecurityElement.class},
              (self, method, arguments) -> null);

  @Test
  void idOfNoOtherIsTakenInAllRolesAndLeftAgain() {
    ElementService service = service("soft:alice");
    assertThat(service.isFree()).isTrue();
    assertThat(service.publish(element)).isTrue();
    assertThat(ids()).containsExactly("soft:alice");
    assertThat(registry.services().get(0).properties().get("objectClass"))
        .isEqualTo(HostedSecurityElement.serviceNames());
    assertThat(service.isFree()).isFalse();
    service.withdraw();
    service.withdraw();
    assertThat(ids()).isEmpty();
  }

  @Test
  void idOfAnotherElementIsNotTaken() {
    ElementService one = service("soft:alice");
    ElementService other = service("soft:alice");
    one.publish(element);
    assertThat(other.publish(element)).isFalse();
    other.withdraw();
    assertThat(ids()).containsExactly("soft:alice");
  }

  @Test
  void anyCharactersMakeAnId() {
    assertThat(service("soft:a)(*\\").publish(element)).isTrue();
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
    assertThat(ids()).hasSize(1);
  }

  private ElementService service(String id) {
    return ElementService.of(registry.context(), id);
  }

  private List<Object> ids() {
    return registry.services().stream()
        .map(published -> published.properties().get(SecurityElement.ID_PROPERTY))
        .toList();
  }
}

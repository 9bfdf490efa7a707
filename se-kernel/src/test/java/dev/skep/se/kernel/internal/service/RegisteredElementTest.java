package dev.skep.se.kernel.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.se.SecurityElement;
import dev.skep.se.kernel.HostedSecurityElement;
import dev.skep.se.kernel.service.ElementService;
import dev.skep.testkit.registry.RecordedRegistry;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** An id is one element's only. */
class RegisteredElementTest {
  private final RecordedRegistry registry = new RecordedRegistry(services -> {});
  private final List<HostedSecurityElement> closed = new CopyOnWriteArrayList<>();

  @Test
  void idOfNoOtherIsTakenInAllRolesAndLeftAgain() {
    ElementService service = service("soft:alice");
    HostedSecurityElement element = element();
    assertThat(service.isFree()).isTrue();
    assertThat(service.publish(element)).isTrue();
    assertThat(ids()).containsExactly("soft:alice");
    assertThat(registry.services().get(0).properties().get("objectClass"))
        .isEqualTo(HostedSecurityElement.serviceNames());
    assertThat(service.isFree()).isFalse();
    assertThat(closed).isEmpty();
    service.withdraw();
    service.withdraw();
    assertThat(ids()).isEmpty();
    assertThat(closed).containsExactly(element);
    assertThat(service.publish(element())).as("the place may be used again").isTrue();
  }

  @Test
  void idOfAnotherElementIsNotTaken() {
    ElementService one = service("soft:alice");
    ElementService other = service("soft:alice");
    HostedSecurityElement second = element();
    one.publish(element());
    assertThat(other.publish(second)).isFalse();
    assertThat(closed).containsExactly(second);
    other.withdraw();
    assertThat(ids()).containsExactly("soft:alice");
    assertThat(closed).containsExactly(second);
  }

  @Test
  void placeHasOneElementAtATime() {
    ElementService service = service("soft:alice");
    HostedSecurityElement first = element();
    HostedSecurityElement second = element();
    service.publish(first);
    assertThat(service.publish(second)).isFalse();
    assertThat(closed).containsExactly(second);
    service.withdraw();
    assertThat(ids()).isEmpty();
    assertThat(closed).containsExactly(second, first);
  }

  @Test
  void elementThatCouldNotBeRegisteredIsClosed() {
    RecordedRegistry broken =
        new RecordedRegistry(
            services -> {
              throw new IllegalStateException("made to fail");
            });
    ElementService service = ElementService.of(broken.context(), "soft:alice");
    HostedSecurityElement element = element();
    assertThatThrownBy(() -> service.publish(element)).hasMessage("made to fail");
    assertThat(closed).containsExactly(element);
    service.withdraw();
    assertThat(closed).containsExactly(element);
  }

  @Test
  void anyCharactersMakeAnId() {
    assertThat(service("soft:a)(*\\").publish(element())).isTrue();
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
          return service.publish(element());
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
    assertThat(closed).as("the other one").hasSize(1);
  }

  /** One that has nothing but an end. */
  private HostedSecurityElement element() {
    return (HostedSecurityElement)
        Proxy.newProxyInstance(
            HostedSecurityElement.class.getClassLoader(),
            new Class<?>[] {HostedSecurityElement.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "close" -> {
                    closed.add((HostedSecurityElement) self);
                    yield null;
                  }
                  case "equals" -> self == arguments[0];
                  case "hashCode" -> System.identityHashCode(self);
                  case "toString" -> "an element";
                  default -> throw new AssertionError("not expected: " + method);
                });
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

package dev.skep.demo.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

class HttpEndpointTest {
  private static final String TOLD = "http://127.0.0.1:40123/";

  static List<Object> formsOfTheProperty() {
    return List.of(TOLD, List.of(TOLD, "http://[::1]:40123/"), new String[] {TOLD});
  }

  @ParameterizedTest
  @MethodSource("formsOfTheProperty")
  void takesWhatTheHttpServiceSays(Object endpoint) {
    assertThat(HttpEndpoint.find(context(endpoint, "0"))).hasToString(TOLD);
  }

  @Test
  void takesThePortThatWasAskedForWhereTheHttpServiceSaysNothing() {
    assertThat(HttpEndpoint.find(context(null, "9090"))).hasToString("http://127.0.0.1:9090");
    assertThat(HttpEndpoint.find(context(new String[0], null)))
        .hasToString("http://127.0.0.1:8080");
  }

  private static BundleContext context(Object endpoint, String port) {
    ServiceReference<?> reference =
        stub(ServiceReference.class, (proxy, method, arguments) -> endpoint);
    return stub(
        BundleContext.class,
        (proxy, method, arguments) ->
            method.getName().equals("getProperty") ? port : endpoint == null ? null : reference);
  }

  private static <T> T stub(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}

package dev.skep.crypto.bc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class BouncyCastleEngineTest {
  private final List<Object[]> registered = new ArrayList<>();
  private final List<String> taken = new ArrayList<>();

  @Test
  void registersOneProviderUnderItsEngineName() throws Exception {
    new BouncyCastleEngine(context());

    assertThat(registered).hasSize(1);
    Object[] service = registered.get(0);
    assertThat(service[0]).isEqualTo(Provider.class);
    assertThat(service[1]).isExactlyInstanceOf(BouncyCastleProvider.class);
    assertThat(((Dictionary<?, ?>) service[2]).get("skep.engine")).isEqualTo("BC");
    assertThat(javax.crypto.Cipher.getInstance("RSA/ECB/OAEPPadding", (Provider) service[1]))
        .isNotNull();
  }

  @Test
  void takesTheServiceBackOnceWhenDeactivated() {
    BouncyCastleEngine engine = new BouncyCastleEngine(context());
    assertThat(taken).isEmpty();

    engine.deactivate();

    assertThat(taken).containsExactly("unregister");
  }

  @Test
  void leavesTheGlobalProviderListAlone() {
    List<Provider> before = List.of(Security.getProviders());

    new BouncyCastleEngine(context()).deactivate();

    assertThat(Security.getProviders()).containsExactlyElementsOf(before);
    assertThat(Security.getProvider("BC")).isNull();
  }

  /** A bundle context that knows registerService only; anything else is a fault of the test. */
  private BundleContext context() {
    Object registration =
        proxy(
            ServiceRegistration.class,
            (name, arguments) -> {
              taken.add(name);
              return null;
            });
    return (BundleContext)
        proxy(
            BundleContext.class,
            (name, arguments) -> {
              assertThat(name).isEqualTo("registerService");
              registered.add(arguments);
              return registration;
            });
  }

  private interface Call {
    Object answer(String method, Object[] arguments);
  }

  private static Object proxy(Class<?> type, Call call) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (self, method, arguments) -> call.answer(method.getName(), arguments));
  }
}

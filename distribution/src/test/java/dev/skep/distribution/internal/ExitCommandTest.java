package dev.skep.distribution.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.Framework;

/** The shell's {@code exit} is ours, whichever of the two the shell has found first. */
class ExitCommandTest {
  private final List<Dictionary<?, ?>> registered = new ArrayList<>();

  /** Of equals the shell takes the one that it has found first, and its own has no ranking. */
  @Test
  void isPreferredToTheShellsOwnOfTheSameName() {
    ExitCommand.register(framework());
    assertThat(registered).hasSize(1);
    assertThat(registered.get(0).get("osgi.command.scope")).isEqualTo("gogo");
    assertThat(registered.get(0).get("osgi.command.function")).isEqualTo("exit");
    assertThat((Integer) registered.get(0).get("service.ranking")).isPositive();
  }

  private Framework framework() {
    BundleContext context =
        proxy(
            BundleContext.class,
            (method, arguments) -> {
              registered.add((Dictionary<?, ?>) arguments[2]);
              return null;
            });
    return proxy(Framework.class, (method, arguments) -> context);
  }

  private static <T> T proxy(Class<T> type, BiFunction<String, Object[], Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answers.apply(method.getName(), arguments)));
  }
}

package dev.skep.benchmarks.internal;

import java.lang.reflect.Proxy;

/** Configurations as a component runtime makes them where nothing is configured. */
final class Defaults {
  private Defaults() {}

  /** The defaults of a configuration's type. */
  static <T> T of(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> method.getDefaultValue()));
  }
}

package dev.skep.benchmarks.internal;

import java.lang.reflect.Proxy;

/** Configurations as a component runtime makes them where little is configured. */
final class Defaults {
  private Defaults() {}

  /** The defaults of a configuration's type. */
  static <T> T of(Class<T> type) {
    return with(type, "", "");
  }

  /** The same with one setting changed. */
  static <T> T with(Class<T> type, String setting, Object value) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                method.getName().equals(setting) ? value : method.getDefaultValue()));
  }
}

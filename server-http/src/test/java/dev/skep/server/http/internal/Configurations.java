package dev.skep.server.http.internal;

import java.lang.reflect.Proxy;

/** Configurations as a component runtime would make them. */
final class Configurations {
  private Configurations() {}

  /** The defaults, with one setting changed. */
  static HttpBindingConfiguration with(String setting, Object value) {
    return (HttpBindingConfiguration)
        Proxy.newProxyInstance(
            HttpBindingConfiguration.class.getClassLoader(),
            new Class<?>[] {HttpBindingConfiguration.class},
            (proxy, method, arguments) ->
                method.getName().equals(setting) ? value : method.getDefaultValue());
  }
}

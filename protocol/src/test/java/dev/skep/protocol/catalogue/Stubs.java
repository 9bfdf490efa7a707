package dev.skep.protocol.catalogue;

import dev.skep.api.algorithm.Algorithm;
import java.lang.reflect.Proxy;
import java.time.Duration;

/** Algorithms that have a name and do nothing, and waiting for a thread that waits. */
final class Stubs {
  static final Duration LONG = Duration.ofSeconds(30);

  private Stubs() {}

  /** A fresh object of a role, equal to itself only. */
  static <T extends Algorithm> T stub(Class<T> role, String name) {
    Object proxy =
        Proxy.newProxyInstance(
            role.getClassLoader(),
            new Class<?>[] {role},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "name", "toString" -> name;
                  case "hashCode" -> System.identityHashCode(self);
                  case "equals" -> self == arguments[0];
                  default -> throw new UnsupportedOperationException(method.getName());
                });
    return role.cast(proxy);
  }

  /** Returns once the thread waits with a time limit, or has ended. */
  static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
      Thread.onSpinWait();
    }
  }
}

package dev.skep.testkit.internal.report;

import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Where in a class a test is.
 *
 * @param method its method, or the one that made it
 * @param parameters what it and its class run with, in JUnit's words
 */
record Place(Method method, String parameters) {
  static Place of(ExtensionContext context) {
    Optional<Method> method = Optional.empty();
    Deque<String> parameters = new ArrayDeque<>();
    ExtensionContext each = context;
    while (each.getParent().flatMap(ExtensionContext::getTestClass).isPresent()) {
      ExtensionContext parent = each.getParent().get();
      boolean isMethod = each.getTestMethod().isPresent() && parent.getTestMethod().isEmpty();
      if (isMethod) {
        method = each.getTestMethod();
      } else {
        parameters.addFirst(each.getDisplayName());
      }
      each = parent;
    }
    return new Place(method.orElseThrow(), String.join(", ", parameters));
  }

  /** The class of a test; a dynamic one does not know it. */
  static Class<?> classOf(ExtensionContext context) {
    return context.getTestClass().orElseGet(() -> classOf(context.getParent().orElseThrow()));
  }
}

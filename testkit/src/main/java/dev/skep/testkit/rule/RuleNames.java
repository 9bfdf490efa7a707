package dev.skep.testkit.rule;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGenerator;

/**
 * Turns {@code E1_refusesASuiteThatItDoesNotHave} into {@code E-1 (MUST): refuses a suite that it
 * does not have}.
 */
public final class RuleNames extends DisplayNameGenerator.Standard {
  /** For JUnit. */
  public RuleNames() {}

  @Override
  public String generateDisplayNameForMethod(
      List<Class<?>> enclosing, Class<?> testClass, Method method) {
    RuleName name = RuleName.of(method);
    return name.numbers().isEmpty()
        ? super.generateDisplayNameForMethod(enclosing, testClass, method)
        : name.toString();
  }
}

package dev.skep.testkit.internal.report;

import dev.skep.testkit.internal.report.Line.Result;
import dev.skep.testkit.rule.May;
import dev.skep.testkit.rule.Must;
import dev.skep.testkit.rule.RuleName;
import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.TestAbortedException;

/**
 * Writes down what becomes of each test of a contract. JUnit tells a {@link TestWatcher} of tests
 * and of those with parameters, but not of dynamic ones, nor of the method that makes them. Tests
 * that are marked as no rule are the vendor's own and are left out.
 */
public final class ReportExtension
    implements TestInstancePreConstructCallback,
        AfterAllCallback,
        AfterEachCallback,
        TestWatcher,
        InvocationInterceptor {
  /** For JUnit. */
  public ReportExtension() {}

  /** Opens the report, so that there is one where the class itself cannot be made. */
  @Override
  public void preConstructTestInstance(
      TestInstanceFactoryContext factory, ExtensionContext context) {
    Reports.of(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Reports.of(context).write();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    boolean makesTests = context.getRequiredTestMethod().isAnnotationPresent(TestFactory.class);
    Optional<Throwable> thrown = context.getExecutionException();
    if (makesTests && thrown.isPresent()) {
      add(context, thrown.get());
    }
  }

  @Override
  public void interceptDynamicTest(
      Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext context)
      throws Throwable {
    try {
      invocation.proceed();
      add(context, Result.PASSED, "");
    } catch (Throwable e) {
      add(context, e);
      throw e;
    }
  }

  @Override
  public void testSuccessful(ExtensionContext context) {
    add(context, Result.PASSED, "");
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    add(context, cause);
  }

  @Override
  public void testAborted(ExtensionContext context, Throwable cause) {
    add(context, cause);
  }

  @Override
  public void testDisabled(ExtensionContext context, Optional<String> reason) {
    add(context, Result.SKIPPED, reason.orElse("disabled"));
  }

  private static void add(ExtensionContext context, Throwable thrown) {
    Result result = thrown instanceof TestAbortedException ? Result.SKIPPED : Result.FAILED;
    String message = String.valueOf(thrown.getMessage());
    add(
        context,
        result,
        result == Result.SKIPPED || thrown instanceof AssertionError
            ? message.replaceFirst("^Assumption failed: ", "")
            : thrown.getClass().getName() + ": " + message);
  }

  private static void add(ExtensionContext context, Result result, String reason) {
    Place place = Place.of(context);
    Method method = place.method();
    if (method.isAnnotationPresent(Must.class) || method.isAnnotationPresent(May.class)) {
      RuleName rule = RuleName.of(method);
      Line line = new Line(rule, method.getName(), place.parameters(), result, reason);
      Reports.of(context).add(line);
    }
  }
}

package dev.skep.itest.container;

import dev.skep.se.pcsc.simulator.PcscDaemon;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Does what {@link InContainer} says. */
final class ContainerExtension
    implements BeforeAllCallback, AfterAllCallback, InvocationInterceptor, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(ContainerExtension.class);

  private @Nullable Container container;
  private @Nullable Reader reader;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Class<?> testClass = context.getRequiredTestClass();
    InContainer settings = testClass.getAnnotation(InContainer.class);
    PcscDaemon.reserve();
    if (settings.card()) {
      PcscDaemon.reasonToSkip().ifPresent(Assumptions::abort);
      reader = Reader.withBlankCard();
    }
    container = Container.start(testClass, settings);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    try (Reader slot = reader;
        Container running = container) {
      container = null;
      reader = null;
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == BundleContext.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return probe().getBundleContext();
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<Void> outside, ReflectiveInvocationContext<Method> call, ExtensionContext context)
      throws Throwable {
    runInside(outside, call, context);
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> outside, ReflectiveInvocationContext<Method> call, ExtensionContext context)
      throws Throwable {
    runInside(outside, call, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> outside, ReflectiveInvocationContext<Method> call, ExtensionContext context)
      throws Throwable {
    runInside(outside, call, context);
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<Void> outside, ReflectiveInvocationContext<Method> call, ExtensionContext context)
      throws Throwable {
    runInside(outside, call, context);
  }

  private void runInside(
      Invocation<Void> outside, ReflectiveInvocationContext<Method> call, ExtensionContext context)
      throws Throwable {
    outside.skip();
    Object test =
        context
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent("instance", key -> newInstance(context.getRequiredTestClass()));
    Method method = inside(test.getClass(), call.getExecutable());
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(test.getClass().getClassLoader());
    try {
      method.invoke(test, call.getArguments().toArray());
    } catch (InvocationTargetException e) {
      throw e.getCause();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private Object newInstance(Class<?> testClass) {
    try {
      Constructor<?> constructor = probe().loadClass(testClass.getName()).getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + testClass + " in the container", e);
    }
  }

  private static Method inside(Class<?> type, Method outside) throws NoSuchMethodException {
    Method method =
        Arrays.stream(type.getDeclaredMethods())
            .filter(candidate -> candidate.getName().equals(outside.getName()))
            .filter(candidate -> candidate.toString().equals(outside.toString()))
            .findFirst()
            .orElseThrow(() -> new NoSuchMethodException(outside.toString()));
    method.setAccessible(true);
    return method;
  }

  private Bundle probe() {
    Container running = container;
    if (running == null) {
      throw new IllegalStateException("the container did not start");
    }
    return running.probe();
  }
}

package dev.skep.store.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.util.OsgiDataSourceFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.jdbc.DataSourceFactory;

/** Stores come when their database can be used, whatever kept them from it before. */
class StoreDeskTest {
  private static final int DEADLINE_SECONDS = 30;
  private static final int SERVICES = 5;

  /** When it is configured, and when it is tried again. */
  private static final int FAILURES = 2;

  @TempDir Path folder;
  private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
  private final AtomicInteger attempts = new AtomicInteger();

  /** As one whose bundle is exchanged, or lacks a package that it imports optionally. */
  @Test
  void driverWithoutAClassThatItNeedsIsTriedAgain() throws Exception {
    try (StoreDesk desk = new StoreDesk(context())) {
      desk.add(driver(new NoClassDefFoundError("org/h2/Gone")), StoreSettings.H2);
      desk.configure(StoreSettings.of(Map.of("file", folder.resolve("db").toString())));
      for (int i = 0; i < SERVICES; i++) {
        assertThat(calls.poll(DEADLINE_SECONDS, TimeUnit.SECONDS)).isEqualTo("registerService");
      }
      assertThat(attempts).hasValueGreaterThan(FAILURES);
    }
    assertThat(calls).hasSize(SERVICES).containsOnly("unregister");
  }

  private DataSourceFactory driver(Error failure) {
    DataSourceFactory works = new OsgiDataSourceFactory(org.h2.Driver.load());
    return proxy(
        DataSourceFactory.class,
        (method, arguments) -> {
          if (method.getName().equals("createDataSource")
              && attempts.incrementAndGet() <= FAILURES) {
            throw failure;
          }
          return method.invoke(works, arguments);
        });
  }

  private BundleContext context() {
    return proxy(
        BundleContext.class,
        (method, arguments) -> {
          calls.add(method.getName());
          return proxy(
              ServiceRegistration.class,
              (unregister, none) -> {
                calls.add(unregister.getName());
                return null;
              });
        });
  }

  private interface Answer {
    Object to(Method method, Object[] arguments) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "hashCode" -> System.identityHashCode(self);
                  case "equals" -> self == arguments[0];
                  default -> answer.to(method, arguments);
                }));
  }
}

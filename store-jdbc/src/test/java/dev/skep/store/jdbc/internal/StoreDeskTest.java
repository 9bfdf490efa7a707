package dev.skep.store.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.testkit.registry.RecordedRegistry;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.util.OsgiDataSourceFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.jdbc.DataSourceFactory;

/** Stores come when their database can be used, whatever kept them from it before. */
class StoreDeskTest {
  private static final int DEADLINE_SECONDS = 30;
  private static final int SERVICES = 5;

  /** When it is configured, and when it is tried again. */
  private static final int FAILURES = 2;

  @TempDir Path folder;
  private final CountDownLatch registered = new CountDownLatch(SERVICES);
  private final RecordedRegistry registry =
      new RecordedRegistry(services -> registered.countDown());
  private final AtomicInteger attempts = new AtomicInteger();

  /** As one whose bundle is exchanged, or lacks a package that it imports optionally. */
  @Test
  void driverWithoutAClassThatItNeedsIsTriedAgain() throws Exception {
    try (StoreDesk desk = new StoreDesk(registry.context())) {
      desk.add(driver(new NoClassDefFoundError("org/h2/Gone")), StoreSettings.H2);
      desk.configure(StoreSettings.of(Map.of("file", folder.resolve("db").toString())));
      assertThat(registered.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(attempts).hasValueGreaterThan(FAILURES);
      assertThat(registry.with(OpenStore.PROPERTY)).hasSize(SERVICES);
    }
    assertThat(registry.services()).isEmpty();
  }

  private DataSourceFactory driver(Error failure) {
    DataSourceFactory works = new OsgiDataSourceFactory(org.h2.Driver.load());
    return (DataSourceFactory)
        Proxy.newProxyInstance(
            DataSourceFactory.class.getClassLoader(),
            new Class<?>[] {DataSourceFactory.class},
            (self, method, arguments) -> {
              if (method.getName().equals("createDataSource")
                  && attempts.incrementAndGet() <= FAILURES) {
                throw failure;
              }
              return method.getName().equals("equals")
                  ? self == arguments[0]
                  : method.invoke(works, arguments);
            });
  }
}

package dev.skep.store.jdbc.internal;

import dev.skep.api.SettingsException;
import dev.skep.api.issuer.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.jdbc.DataSourceFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the stores open that settings and drivers allow. All is done on one thread in the order in
 * which it comes; a database that cannot be used is tried again, and the log says once why.
 */
final class StoreDesk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StoreDesk.class);

  private static final Duration RETRY = Duration.ofSeconds(2);

  /** At a start the driver's bundle may be a later one. */
  private static final int ROUNDS_WITHOUT_DRIVER = 5;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final BundleContext context;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread one = new Thread(task, "skep-store");
            one.setDaemon(true);
            return one;
          });

  private final Map<DataSourceFactory, String> drivers = new HashMap<>();
  private @Nullable StoreSettings settings;
  private @Nullable OpenStore open;
  private @Nullable DataSourceFactory openDriver;
  private String told = "";
  private int rounds;

  /** Registers services in the name of that bundle. */
  StoreDesk(BundleContext context) {
    this.context = context;
    thread.scheduleWithFixedDelay(
        this::tryAgain, RETRY.toMillis(), RETRY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tryAgain() {
    StoreSettings wanted = settings;
    if (wanted == null || open != null || driver(wanted.driver()).isPresent()) {
      rounds = 0;
    } else if (++rounds == ROUNDS_WITHOUT_DRIVER) {
      tell("there is no driver " + wanted.driver() + "; install its bundle or set driver.class");
    }
    openIfPossible();
  }

  /** Takes settings over, in place of earlier ones. */
  void configure(StoreSettings wanted) {
    thread.execute(
        () -> {
          if (!wanted.equals(settings)) {
            settings = wanted;
            told = "";
            shut();
            openIfPossible();
          }
        });
  }

  /** A driver has come. */
  void add(DataSourceFactory factory, String driver) {
    thread.execute(
        () -> {
          drivers.put(factory, driver);
          openIfPossible();
        });
  }

  /** A driver goes; returns when nothing of it is used any more, bounded. */
  void remove(DataSourceFactory factory) {
    if (thread.isShutdown()) {
      return; // Nothing is open any more.
    }
    await(
        thread.submit(
            () -> {
              drivers.remove(factory);
              if (factory.equals(openDriver)) {
                shut();
                openIfPossible();
              }
            }));
  }

  @Override
  public void close() {
    Future<?> end = thread.submit(this::shut);
    thread.shutdown();
    await(end);
  }

  private void openIfPossible() {
    StoreSettings wanted = settings;
    if (open != null || wanted == null || thread.isShutdown()) {
      return;
    }
    Optional<DataSourceFactory> driver = driver(wanted.driver());
    if (driver.isEmpty()) {
      return;
    }
    try {
      JdbcStores stores =
          JdbcStores.open(
              ConfiguredSource.of(wanted, driver.get()), wanted.options(), Clock.systemUTC());
      open = registered(stores);
      openDriver = driver.get();
      told = "";
      LOG.info("the stores are in {}", stores.product());
    } catch (SettingsException | StoreException e) {
      tell(e.getMessage());
    } catch (RuntimeException | LinkageError e) {
      tell("the database cannot be opened (" + e + ")");
    }
  }

  private OpenStore registered(JdbcStores stores) {
    try {
      return new OpenStore(context, stores);
    } catch (RuntimeException | Error e) {
      stores.close();
      throw e;
    }
  }

  private Optional<DataSourceFactory> driver(String name) {
    return drivers.entrySet().stream()
        .filter(driver -> driver.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Once for each reason. */
  private void tell(@Nullable String problem) {
    String text = String.valueOf(problem);
    if (!text.equals(told)) {
      told = text;
      LOG.error("the stores are not available ({}): {}", StoreConfiguration.PID, text);
    }
  }

  private void shut() {
    OpenStore closing = open;
    open = null;
    openDriver = null;
    if (closing != null) {
      closing.close();
    }
  }

  private static void await(Future<?> done) {
    try {
      done.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("the database is not closed after {}; it is left to itself", PATIENCE);
    } catch (ExecutionException e) {
      LOG.error("the database was not closed well", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

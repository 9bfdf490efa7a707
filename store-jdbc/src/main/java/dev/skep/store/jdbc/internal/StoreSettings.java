package dev.skep.store.jdbc.internal;

import dev.skep.api.SettingsException;
import dev.skep.store.jdbc.internal.database.PoolOptions;
import dev.skep.store.jdbc.internal.housekeeping.PurgeRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration, checked.
 *
 * @param driver class name of the JDBC driver
 * @param url JDBC URL; empty for H2 in {@code file}
 * @param file the H2 database's file without its ending
 * @param user of the database, or empty
 * @param passwordFile holds the password, if there is one; read at each opening
 * @param options how the stores work
 */
record StoreSettings(
    String driver,
    Optional<String> url,
    Path file,
    Optional<String> user,
    Optional<Path> passwordFile,
    StoreOptions options) {
  /** The driver that needs no URL. */
  static final String H2 = "org.h2.Driver";

  /** Reads them, with the documented defaults. */
  static StoreSettings of(Map<String, ?> given) throws SettingsException {
    SettingValues values = new SettingValues(StoreConfiguration.class, given);
    StoreSettings settings =
        new StoreSettings(
            values.text("driver.class"),
            values.optionalText("url"),
            values.path("file"),
            values.optionalText("user"),
            values.optionalPath("password.file"),
            options(values));
    settings.check();
    return settings;
  }

  private static StoreOptions options(SettingValues values) throws SettingsException {
    int keepDays = values.number("audit.keep.days", 0, 36_500);
    return new StoreOptions(
        new PoolOptions(
            values.number("pool.size", 2, 200),
            Duration.ofMillis(values.number("pool.wait.millis", 250, 60_000)),
            Duration.ofMillis(values.number("statement.timeout.millis", 1_000, 600_000))),
        new PurgeRules(
            Duration.ofSeconds(values.number("claim.grace.seconds", 60, 604_800)),
            keepDays == 0 ? Optional.empty() : Optional.of(Duration.ofDays(keepDays))),
        Duration.ofSeconds(values.number("purge.interval.seconds", 1, 86_400)));
  }

  private void check() throws SettingsException {
    if (url.isEmpty() && !driver.equals(H2)) {
      throw new SettingsException("url", "is missing; " + driver + " needs one");
    }
    if (url.isPresent() && !url.get().startsWith("jdbc:")) {
      throw new SettingsException("url", "'" + url.get() + "' does not begin with jdbc:");
    }
    if (url.isEmpty() && file.toString().contains(";")) {
      throw new SettingsException("file", "has a ';', which H2 takes for an option; name another");
    }
  }
}

package dev.skep.store.jdbc.internal;

import dev.skep.store.jdbc.internal.database.PoolOptions;
import dev.skep.store.jdbc.internal.housekeeping.PurgeRules;
import java.time.Duration;
import java.util.Optional;

/**
 * How stores work on their database.
 *
 * @param pool how connections are used
 * @param rules how long what is over is kept
 * @param purgeInterval the time between two rounds of housekeeping
 */
public record StoreOptions(PoolOptions pool, PurgeRules rules, Duration purgeInterval) {
  /** The defaults of the configuration. */
  public static StoreOptions defaults() {
    return new StoreOptions(
        new PoolOptions(8, Duration.ofSeconds(5), Duration.ofSeconds(15)),
        new PurgeRules(Duration.ofHours(1), Optional.of(Duration.ofDays(90))),
        Duration.ofSeconds(60));
  }
}

package dev.skep.store.jdbc.internal.database;

import java.time.Duration;

/**
 * How connections are used.
 *
 * @param size how many there are at the most
 * @param patience the longest that a call waits for a connection
 * @param timeout the longest that a statement may take
 */
public record PoolOptions(int size, Duration patience, Duration timeout) {
  /** Checks the ranges. */
  public PoolOptions {
    if (size < 1 || patience.toMillis() < 250 || timeout.toMillis() < 250) {
      throw new IllegalArgumentException("a pool has a connection and times of 250 ms or more");
    }
  }
}

package dev.skep.client.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: what the server asks for, else 100 ms, doubled each time;
 * and up to as much again by chance, so that many clients do not come back at once.
 *
 * @param random where chance comes from
 */
record Backoff(RandomGenerator random) {
  private static final Duration FIRST = Duration.ofMillis(100);

  /**
   * The wait after a try.
   *
   * @param attempt which one ended, 1 for the first
   * @param retryAfter how long the server asks to wait, if it does
   */
  Duration after(int attempt, Optional<Duration> retryAfter) {
    Duration least = retryAfter.orElse(FIRST.multipliedBy(1L << (attempt - 1)));
    long spread = Math.min(least.toMillis(), 1_000) + 1;
    return least.plusMillis(random.nextLong(spread));
  }
}

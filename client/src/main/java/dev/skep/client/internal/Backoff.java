package dev.skep.client.internal;

import dev.skep.client.internal.AttemptEnd.NewOffer;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next offer: what the server asks for, else 100 ms, doubled each time;
 * and up to as much again by chance, so that many clients do not come back at once.
 *
 * @param random where chance comes from
 */
record Backoff(RandomGenerator random) {
  private static final Duration FIRST = Duration.ofMillis(100);

  /**
   * The wait after an attempt.
   *
   * @param attempt which one ended, 1 for the first
   */
  Duration after(int attempt, NewOffer end) {
    Duration least = end.retryAfter().orElse(FIRST.multipliedBy(1L << (attempt - 1)));
    long spread = Math.min(least.toMillis(), 1_000) + 1;
    return least.plusMillis(random.nextLong(spread));
  }
}

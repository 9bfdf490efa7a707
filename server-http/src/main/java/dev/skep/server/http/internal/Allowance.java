package dev.skep.server.http.internal;

import java.util.concurrent.TimeUnit;

/**
 * How often something may happen: a bucket of tokens that fills at a steady rate. What is left in a
 * bucket is told by the time at which it is full again, so that one needs no more than a number.
 *
 * @param perMinute 0 for no limit
 * @param burst how many tokens a full bucket has
 */
record Allowance(int perMinute, int burst) {
  /** As often as one likes. */
  static final Allowance UNLIMITED = new Allowance(0, 1);

  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /**
   * Whether there is a token.
   *
   * @param fullAt when the bucket is full again, in the nanoseconds of {@code now}
   */
  boolean has(long fullAt, long now) {
    return perMinute == 0 || take(fullAt, now) - now <= burst * intervalNanos();
  }

  /**
   * Takes a token, even one that is not there yet.
   *
   * @return when the bucket is full again then
   */
  long take(long fullAt, long now) {
    return perMinute == 0 ? now : (fullAt - now > 0 ? fullAt : now) + intervalNanos();
  }

  private long intervalNanos() {
    return MINUTE_NANOS / perMinute;
  }
}

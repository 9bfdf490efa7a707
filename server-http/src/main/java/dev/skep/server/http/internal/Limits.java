package dev.skep.server.http.internal;

import java.util.concurrent.TimeUnit;

/**
 * The checked settings; see {@link HttpBindingConfiguration} for what each one does.
 *
 * @param bodyMaxBytes 1 to 16 MiB
 * @param readTimeoutMillis 100 ms to 10 minutes
 * @param maxConcurrent 1 to 65536
 * @param maxPending 1 to 1048576
 * @param rejectionDelayMillis 1 ms to 10 s
 * @param address of one client address
 */
record Limits(
    int bodyMaxBytes,
    int readTimeoutMillis,
    int maxConcurrent,
    int maxPending,
    int rejectionDelayMillis,
    AddressLimits address) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a setting is out of its range; the message names it
   */
  Limits {
    check("body.max.bytes", bodyMaxBytes, 1, 16 << 20);
    check("read.timeout.millis", readTimeoutMillis, 100, 600_000);
    check("max.concurrent", maxConcurrent, 1, 65_536);
    check("max.pending", maxPending, 1, 1 << 20);
    check("rejection.delay.millis", rejectionDelayMillis, 1, 10_000);
  }

  /**
   * Takes the settings over from a configuration.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  static Limits of(HttpBindingConfiguration configuration) {
    return new Limits(
        configuration.body_max_bytes(),
        configuration.read_timeout_millis(),
        configuration.max_concurrent(),
        configuration.max_pending(),
        configuration.rejection_delay_millis(),
        AddressLimits.of(configuration));
  }

  /**
   * How much longer a rejection waits, so that it leaves at a whole multiple of the step.
   *
   * @param elapsedNanos since the request was complete, not negative
   * @return nanoseconds, 0 to one step; never 0 before the first step has passed
   */
  long holdBackNanos(long elapsedNanos) {
    long step = TimeUnit.MILLISECONDS.toNanos(rejectionDelayMillis);
    long steps = Math.max(1, (elapsedNanos + step - 1) / step);
    return steps * step - elapsedNanos;
  }

  /**
   * Checks a range.
   *
   * @throws IllegalArgumentException if a setting is out of it; the message names it
   */
  static void check(String setting, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s: %s must be from %d to %d, not %d; correct it in the configuration"
              .formatted(HttpBindingConfiguration.PID, setting, least, most, value));
    }
  }
}

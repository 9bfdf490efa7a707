package dev.skep.store.jdbc.internal.housekeeping;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * A time that is late rather than early, for what must not be forgotten too soon: when the clock
 * jumps forward, it goes on as if it had not, until the jump has lasted for a day. When the clock
 * goes back, so does it. Of one thread.
 */
final class PurgeTime {
  private static final Duration BELIEVED_AFTER = Duration.ofDays(1);
  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  private final Clock clock;
  private final LongSupplier nanoTime;
  private Instant start;
  private long startNanos;
  private long agreedNanos;

  /**
   * Begins at the clock's time.
   *
   * @param nanoTime nanoseconds that never jump
   */
  PurgeTime(Clock clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
    this.agreedNanos = startNanos;
    this.start = clock.instant();
  }

  Instant now() {
    long nanos = nanoTime.getAsLong();
    Instant wall = clock.instant();
    Instant steady = start.plusNanos(nanos - startNanos);
    boolean agreed = !wall.isAfter(steady.plus(TOLERANCE));
    if (agreed || nanos - agreedNanos >= BELIEVED_AFTER.toNanos()) {
      start = wall;
      startNanos = nanos;
      agreedNanos = nanos;
      return wall;
    }
    return steady;
  }
}

package dev.skep.store.jdbc.internal.database;

import java.time.Instant;

/** Instants as columns hold them: milliseconds since 1970. */
public final class Times {
  private Times() {}

  /** The last whole millisecond that is not after the instant. */
  public static long floor(Instant instant) {
    if (instant.isBefore(Instant.ofEpochMilli(Long.MIN_VALUE))) {
      return Long.MIN_VALUE;
    }
    return instant.isAfter(Instant.ofEpochMilli(Long.MAX_VALUE))
        ? Long.MAX_VALUE
        : instant.toEpochMilli();
  }

  /** The first whole millisecond that is not before the instant. */
  public static long ceiling(Instant instant) {
    long floor = floor(instant);
    return floor < Long.MAX_VALUE && Instant.ofEpochMilli(floor).isBefore(instant)
        ? floor + 1
        : floor;
  }
}

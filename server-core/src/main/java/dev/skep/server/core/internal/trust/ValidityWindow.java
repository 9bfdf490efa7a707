package dev.skep.server.core.internal.trust;

import java.time.Duration;
import java.time.Instant;

/**
 * A span of time, both ends included. It may be empty: {@code until} before {@code from}.
 *
 * @param from the first instant
 * @param until the last instant
 */
record ValidityWindow(Instant from, Instant until) {
  /** Always. */
  static final ValidityWindow UNLIMITED = new ValidityWindow(Instant.MIN, Instant.MAX);

  boolean contains(Instant at) {
    return !at.isBefore(from) && !at.isAfter(until);
  }

  /** What both have in common. */
  ValidityWindow and(ValidityWindow other) {
    return new ValidityWindow(
        from.isAfter(other.from) ? from : other.from,
        until.isBefore(other.until) ? until : other.until);
  }

  /** The same, longer by so much at both ends. */
  ValidityWindow widenedBy(Duration skew) {
    return this.equals(UNLIMITED) ? this : new ValidityWindow(from.minus(skew), until.plus(skew));
  }

  /** The instant inside that is nearest to the one given. */
  Instant nearest(Instant at) {
    if (at.isBefore(from)) {
      return from;
    }
    return at.isAfter(until) ? until : at;
  }

  boolean isEmpty() {
    return until.isBefore(from);
  }
}

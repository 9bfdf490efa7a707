package dev.skep.server.core.internal.session;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * A wall clock that never goes back. While the wall clock is behind what was read before, this one
 * goes on at half the speed of time until they meet: what has expired stays expired, and what has
 * not does expire. Thread-safe.
 */
public final class ForwardClock extends Clock {
  private final Clock wall;
  private final LongSupplier nanoTime;
  private final AtomicReference<Mark> latest;

  /** What was read, and the time of no epoch at which it was read. */
  private record Mark(Instant time, long nanos) {}

  /**
   * Makes a clock.
   *
   * @param wall which may be set back
   * @param nanoTime which may not, as {@link System#nanoTime}
   */
  ForwardClock(Clock wall, LongSupplier nanoTime) {
    this.wall = wall;
    this.nanoTime = nanoTime;
    this.latest = new AtomicReference<>(new Mark(wall.instant(), nanoTime.getAsLong()));
  }

  /** The system's clock, in UTC. */
  public static ForwardClock system() {
    return new ForwardClock(Clock.systemUTC(), System::nanoTime);
  }

  @Override
  public Instant instant() {
    return latest.updateAndGet(this::next).time();
  }

  private Mark next(Mark last) {
    long nanos = nanoTime.getAsLong();
    Instant read = wall.instant();
    Instant reckoned = last.time().plusNanos(Math.max(0, nanos - last.nanos()) / 2);
    return new Mark(read.isAfter(reckoned) ? read : reckoned, nanos);
  }

  @Override
  public ZoneId getZone() {
    return wall.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new ForwardClock(wall.withZone(zone), nanoTime);
  }
}

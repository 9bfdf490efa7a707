package dev.skep.server.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ForwardClockTest {
  private final TestClock wall = new TestClock();
  private final AtomicLong nanos = new AtomicLong(-5);
  private final ForwardClock clock = new ForwardClock(wall, nanos::get);

  private void pass(Duration time) {
    wall.advance(time);
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void goesWithTheWallClock() {
    pass(Duration.ofSeconds(10));
    assertThat(clock.instant()).isEqualTo(wall.instant());
    wall.advance(Duration.ofDays(1));
    assertThat(clock.instant()).as("set forward").isEqualTo(wall.instant());
  }

  @Test
  @DisplayName("attack 72: a wall clock that is set back takes nothing back, and time goes on")
  void neverGoesBack() {
    Instant before = clock.instant();
    wall.advance(Duration.ofMinutes(-10));
    assertThat(clock.instant()).isEqualTo(before);
    pass(Duration.ofMinutes(10));
    assertThat(clock.instant()).isEqualTo(before.plus(Duration.ofMinutes(5)));
    pass(Duration.ofMinutes(10));
    assertThat(clock.instant()).as("they meet").isEqualTo(wall.instant());
    pass(Duration.ofMinutes(1));
    assertThat(clock.instant()).isEqualTo(wall.instant());
  }

  @Test
  void keepsItsPromiseInAnotherZone() {
    ZoneId zone = ZoneId.of("Europe/Berlin");
    assertThat(clock.withZone(zone).instant()).isEqualTo(wall.instant());
    assertThat(clock.getZone()).isEqualTo(wall.getZone());
  }
}

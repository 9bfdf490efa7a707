package dev.skep.store.jdbc.internal.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.store.jdbc.internal.TestClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PurgeTimeTest {
  private final TestClock clock = new TestClock();
  private final AtomicLong nanos = new AtomicLong();
  private final PurgeTime time = new PurgeTime(clock, nanos::get);

  private void pass(Duration duration) {
    clock.advance(duration);
    nanos.addAndGet(duration.toNanos());
  }

  @Test
  void goesWithTheClock() {
    pass(Duration.ofHours(5));
    assertThat(time.now()).isEqualTo(clock.instant());
  }

  @Test
  @DisplayName("attack 72: a clock that goes back takes it along")
  void goesBackWithTheClock() {
    clock.advance(Duration.ofDays(-1));
    assertThat(time.now()).isEqualTo(clock.instant());
  }

  @Test
  @DisplayName("attack 72: a jump forward counts after a day only")
  void believesAJumpForwardAfterADay() {
    clock.advance(Duration.ofDays(30));
    pass(Duration.ofHours(23));
    assertThat(time.now()).isEqualTo(TestClock.START.plus(Duration.ofHours(23)));
    pass(Duration.ofHours(1));
    assertThat(time.now()).isEqualTo(clock.instant());
  }
}

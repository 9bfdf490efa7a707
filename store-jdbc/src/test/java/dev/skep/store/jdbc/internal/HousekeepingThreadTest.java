package dev.skep.store.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Housekeeping goes on after a round that failed in a way that nobody foresaw. */
class HousekeepingThreadTest {
  private static final Duration OFTEN = Duration.ofMillis(5);

  /** Fails in the first round, and says when the third one comes. */
  private static final class FailingClock extends Clock {
    private final AtomicInteger looks = new AtomicInteger();
    private final CountDownLatch thirdRound = new CountDownLatch(1);
    private final Class<? extends Throwable> failure;

    private FailingClock(Class<? extends Throwable> failure) {
      this.failure = failure;
    }

    @Override
    public Instant instant() {
      if (!Thread.currentThread().getName().equals("skep-store-housekeeping")) {
        return TestClock.START;
      }
      int look = looks.incrementAndGet();
      if (look == 1) {
        throw FailingClock.<RuntimeException>unchecked(failure);
      }
      if (look == 3) {
        thirdRound.countDown();
      }
      return TestClock.START;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T unchecked(Class<? extends Throwable> type) throws T {
      try {
        throw (T) type.getConstructor(String.class).newInstance("made to fail");
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, NoClassDefFoundError.class})
  void goesOn(Class<? extends Throwable> failure) throws Exception {
    FailingClock clock = new FailingClock(failure);
    StoreOptions options =
        new StoreOptions(Nodes.options(2).pool(), Nodes.options(2).rules(), OFTEN);
    try (Nodes nodes = new Nodes(Engine.H2)) {
      nodes.start(clock, options);
      assertThat(clock.thirdRound.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }
}

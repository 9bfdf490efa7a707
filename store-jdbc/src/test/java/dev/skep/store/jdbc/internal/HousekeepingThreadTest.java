package dev.skep.store.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Housekeeping goes on after a round that failed in a way that nobody foresaw. */
class HousekeepingThreadTest {
  private static final Duration OFTEN = Duration.ofMillis(5);

  private final AtomicInteger rounds = new AtomicInteger();
  private final CountDownLatch thirdRound = new CountDownLatch(1);

  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, NoClassDefFoundError.class})
  void goesOn(Class<? extends Throwable> failure) throws Exception {
    InstantSource source = () -> timeOf(failure);
    StoreOptions options =
        new StoreOptions(Nodes.options(2).pool(), Nodes.options(2).rules(), OFTEN);
    try (Nodes nodes = new Nodes(Engine.H2)) {
      nodes.start(source.withZone(ZoneOffset.UTC), options);
      assertThat(thirdRound.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** Fails in the first round, and says when the third one comes. */
  private Instant timeOf(Class<? extends Throwable> failure) {
    if (Thread.currentThread().getName().equals("skep-store-housekeeping")) {
      int round = rounds.incrementAndGet();
      if (round == 1) {
        throw HousekeepingThreadTest.<RuntimeException>made(failure);
      }
      if (round == 3) {
        thirdRound.countDown();
      }
    }
    return TestClock.START;
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T made(Class<? extends Throwable> type) {
    try {
      return (T) type.getConstructor(String.class).newInstance("made to fail");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.skep.protocol.catalogue;

import static dev.skep.protocol.catalogue.Stubs.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.algorithm.KeyDerivation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Providers are exchanged while others call them: no call fails and none meets a stopped one. */
@Timeout(60)
class SwapTest {
  private static final int CALLERS = 3;
  private static final int SWAPS = 300;

  private final AlgorithmCatalogue catalogue = new AlgorithmCatalogue();
  private final AtomicBoolean done = new AtomicBoolean();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();

  /** Knows whether its bundle was stopped. */
  private static final class Stoppable extends WorkingKdf {
    private volatile boolean stopped;
  }

  @Test
  void noLeaseFailsWhileAnotherProviderRemains() throws Exception {
    Stoppable current = started();
    swapWhileCalling(Duration.ZERO, current, true);
  }

  @Test
  void noLeaseFailsInTheGapOfAnUpdateThatItWaitsFor() throws Exception {
    Stoppable current = started();
    swapWhileCalling(LONG, current, false);
  }

  private void swapWhileCalling(Duration wait, Stoppable first, boolean overlapping)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Future<?>> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        callers.add(threads.submit(() -> callUntilDone(wait)));
      }
      Stoppable current = first;
      for (int i = 0; i < SWAPS; i++) {
        int before = calls.get();
        current = overlapping ? startThenStop(current) : stopThenStart(current);
        awaitACallAfter(before);
      }
      done.set(true);
      for (Future<?> caller : callers) {
        caller.get(LONG.toSeconds(), TimeUnit.SECONDS);
      }
    } finally {
      done.set(true);
      threads.shutdownNow();
    }
    assertThat(failures).hasValue(0);
    assertThat(calls).hasValueGreaterThanOrEqualTo(SWAPS);
  }

  private Stoppable startThenStop(Stoppable current) {
    Stoppable next = started();
    stop(current);
    return next;
  }

  private Stoppable stopThenStart(Stoppable current) {
    stop(current);
    return started();
  }

  private Stoppable started() {
    Stoppable next = new Stoppable();
    catalogue.add(KeyDerivation.class, next, 0);
    return next;
  }

  private void stop(Stoppable current) {
    assertThat(catalogue.remove(current, LONG)).as("all calls came to their end").isTrue();
    current.stopped = true;
  }

  private void awaitACallAfter(int count) {
    while (calls.get() == count && failures.get() == 0) {
      Thread.onSpinWait();
    }
  }

  private void callUntilDone(Duration wait) {
    while (!done.get()) {
      Optional<Lease<KeyDerivation>> lease =
          catalogue.lease(KeyDerivation.class, WorkingKdf.NAME, wait);
      if (lease.isEmpty()) {
        failures.incrementAndGet();
        return;
      }
      try (Lease<KeyDerivation> held = lease.get()) {
        Thread.yield();
        if (((Stoppable) held.get()).stopped) {
          failures.incrementAndGet();
        }
      }
      calls.incrementAndGet();
    }
  }
}

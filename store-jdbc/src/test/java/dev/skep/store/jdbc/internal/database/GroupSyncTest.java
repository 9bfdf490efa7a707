package dev.skep.store.jdbc.internal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GroupSyncTest {
  private final GroupSync sync = new GroupSync();

  @Test
  void syncsForEachThatComesAlone() throws SQLException {
    AtomicInteger syncs = new AtomicInteger();
    sync.await(syncs::incrementAndGet);
    sync.await(syncs::incrementAndGet);

    assertThat(syncs).hasValue(2);
  }

  @Test
  void thoseWhoComeWhileOneRunsShareTheNext() throws Exception {
    AtomicInteger syncs = new AtomicInteger();
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(11);
    List<Future<?>> calls = new ArrayList<>();
    calls.add(
        threads.submit(
            () -> {
              sync.await(
                  () -> {
                    running.countDown();
                    await(goOn);
                    syncs.incrementAndGet();
                  });
              return null;
            }));
    running.await(10, TimeUnit.SECONDS);
    for (int i = 0; i < 10; i++) {
      calls.add(
          threads.submit(
              () -> {
                sync.await(syncs::incrementAndGet);
                return null;
              }));
    }
    goOn.countDown();
    for (Future<?> call : calls) {
      call.get(10, TimeUnit.SECONDS);
    }
    threads.shutdown();

    assertThat(syncs.get()).isBetween(2, 11);
  }

  @Test
  void aSyncThatFailsCountsForNobody() throws SQLException {
    AtomicInteger syncs = new AtomicInteger();
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(
            () ->
                sync.await(
                    () -> {
                      throw new SQLException("disk full");
                    }));
    sync.await(syncs::incrementAndGet);

    assertThat(syncs).hasValue(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

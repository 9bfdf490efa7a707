package dev.skep.server.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.SessionStore;
import dev.skep.api.issuer.StoreException;
import dev.skep.api.issuer.StoredSession;
import dev.skep.server.core.internal.store.NodeLocalSessionStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store is exchanged while it is in use. */
@Timeout(60)
class SwitchingStoreTest {
  private static final Bytes ID = Bytes.of(new byte[16]);
  private static final Instant LATER = Instant.MAX;

  private final SwitchingStore store =
      new SwitchingStore(new NodeLocalSessionStore(Clock.systemUTC()), true);

  @Test
  void refusesAtOnceWhereNoSharedStoreHasEverBeenThere() {
    assertThat(store.shared()).isFalse();
    long start = System.nanoTime();
    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.claim(ID, LATER));
    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void waitsInTheGapOfAnUpdateForTheNextStore() throws Exception {
    SessionStore first = new Shared();
    store.install(first);
    store.withdraw(first);
    Background<Boolean> claim = new Background<>(() -> store.claim(ID, LATER));
    claim.awaitWaiting();

    store.install(new Shared());

    assertThat(claim.result()).isTrue();
    assertThat(store.claim(ID, LATER)).as("once").isFalse();
  }

  @Test
  void refusesWhenTheGapIsTooLong() {
    SessionStore first = new Shared();
    store.install(first);
    store.withdraw(first);
    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.claim(ID, LATER));
    long start = System.nanoTime();
    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.claim(ID, LATER));
    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void holdsOffTheRemovalOfAStoreUntilItsCallsHaveEnded() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    SessionStore slow =
        new Shared() {
          @Override
          public boolean claim(Bytes sessionId, Instant expiresAt) {
            entered.countDown();
            try {
              return done.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          }
        };
    store.install(slow);
    Background<Boolean> claim = new Background<>(() -> store.claim(ID, LATER));
    assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
    Background<Boolean> removal =
        new Background<>(
            () -> {
              store.withdraw(slow);
              return true;
            });
    removal.awaitWaiting();

    done.countDown();

    assertThat(removal.result()).isTrue();
    assertThat(claim.result()).isTrue();
  }

  /** A store as nodes share it, in memory. */
  private static class Shared implements SessionStore {
    private final SessionStore memory = new NodeLocalSessionStore(Clock.systemUTC());

    @Override
    public boolean shared() {
      return true;
    }

    @Override
    public boolean claim(Bytes sessionId, Instant expiresAt) throws StoreException {
      return memory.claim(sessionId, expiresAt);
    }

    @Override
    public Optional<StoredSession> find(Bytes sessionId) throws StoreException {
      return memory.find(sessionId);
    }

    @Override
    public boolean write(Bytes sessionId, StoredSession session) throws StoreException {
      return memory.write(sessionId, session);
    }

    @Override
    public void remove(Bytes sessionId) throws StoreException {
      memory.remove(sessionId);
    }
  }

  /** A call in a thread of its own. */
  private static final class Background<T> {
    private final FutureTask<T> task;
    private final Thread thread;

    Background(Callable<T> call) {
      task = new FutureTask<>(call);
      thread = new Thread(task);
      thread.start();
    }

    void awaitWaiting() {
      while (thread.getState() != Thread.State.TIMED_WAITING) {
        assertThat(task.isDone()).isFalse();
        Thread.onSpinWait();
      }
    }

    T result() throws Exception {
      return task.get(30, TimeUnit.SECONDS);
    }
  }
}

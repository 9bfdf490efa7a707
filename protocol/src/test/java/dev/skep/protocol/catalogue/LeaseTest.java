package dev.skep.protocol.catalogue;

import static dev.skep.protocol.catalogue.Stubs.LONG;
import static dev.skep.protocol.catalogue.Stubs.awaitWaiting;
import static dev.skep.protocol.catalogue.Stubs.stub;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.algorithm.SessionCipher;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lease holds off a removal, and a caller waits for an arrival; both within a bound. */
@Timeout(60)
class LeaseTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration NEVER = Duration.ofDays(1);

  private final AlgorithmCatalogue catalogue = new AlgorithmCatalogue();
  private final KeyDerivation kdf = stub(KeyDerivation.class, "K");

  @Test
  void aLeaseHoldsOffTheRemovalUntilItIsClosed() throws Exception {
    catalogue.add(KeyDerivation.class, kdf, 0);
    Lease<KeyDerivation> one = take(Duration.ZERO).orElseThrow();
    Lease<KeyDerivation> other = take(Duration.ZERO).orElseThrow();
    Background<Boolean> removal = new Background<>(() -> catalogue.remove(kdf, LONG));
    awaitWaiting(removal.thread);
    assertThat(new Background<>(() -> take(Duration.ZERO)).result())
        .as("lent to nobody else any more")
        .isEmpty();
    assertThat(catalogue.names(KeyDerivation.class)).isEmpty();
    one.close();
    awaitWaiting(removal.thread);
    assertThat(removal.task.isDone()).isFalse();
    other.close();
    assertThat(removal.result()).isTrue();
  }

  @Test
  void whoHasALeaseGetsAnotherDuringTheRemovalThatWaitsForHim() throws Exception {
    catalogue.add(KeyDerivation.class, kdf, 0);
    Lease<KeyDerivation> outer = take(Duration.ZERO).orElseThrow();
    Background<Boolean> removal = new Background<>(() -> catalogue.remove(kdf, LONG));
    awaitWaiting(removal.thread);
    Lease<KeyDerivation> inner = take(Duration.ZERO).orElseThrow();
    assertThat(inner.get()).isSameAs(kdf);
    inner.close();
    awaitWaiting(removal.thread);
    assertThat(removal.task.isDone()).isFalse();
    outer.close();
    assertThat(removal.result()).isTrue();
    assertThat(take(Duration.ZERO)).isEmpty();
  }

  @Test
  void aRemovalGivesUpAfterItsWait() {
    catalogue.add(KeyDerivation.class, kdf, 0);
    Lease<KeyDerivation> lease = take(Duration.ZERO).orElseThrow();
    long start = System.nanoTime();
    assertThat(catalogue.remove(kdf, SHORT)).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, LONG);
    assertThat(take(Duration.ZERO)).isEmpty();
    assertThat(lease.get()).isSameAs(kdf);
    lease.close();
  }

  @Test
  void aRemovalEndsWhenItsThreadIsInterrupted() {
    catalogue.add(KeyDerivation.class, kdf, 0);
    Lease<KeyDerivation> lease = take(Duration.ZERO).orElseThrow();
    Thread.currentThread().interrupt();
    assertThat(catalogue.remove(kdf, LONG)).isFalse();
    assertThat(Thread.interrupted()).isTrue();
    lease.close();
  }

  @Test
  void aCallerGivesUpAfterItsWait() {
    installedBefore();
    long start = System.nanoTime();
    assertThat(take(SHORT)).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, LONG);
  }

  @Test
  void aCallerGetsWhatComesBackWhileItWaits() throws Exception {
    installedBefore();
    Background<Optional<Lease<KeyDerivation>>> caller = new Background<>(() -> take(LONG));
    awaitWaiting(caller.thread);
    catalogue.add(KeyDerivation.class, stub(KeyDerivation.class, "other"), 0);
    awaitWaiting(caller.thread);
    assertThat(caller.task.isDone()).isFalse();
    catalogue.add(KeyDerivation.class, kdf, 0);
    assertThat(caller.result().orElseThrow().get()).isSameAs(kdf);
  }

  @Test
  void aNameThatWasNeverInstalledIsNotWaitedFor() {
    catalogue.add(SessionCipher.class, stub(SessionCipher.class, "K"), 0);
    catalogue.add(KeyDerivation.class, stub(KeyDerivation.class, "other"), 0);
    assertThat(take(NEVER)).isEmpty();
  }

  @Test
  void aCallerEndsWhenItsThreadIsInterrupted() {
    installedBefore();
    Thread.currentThread().interrupt();
    assertThat(take(LONG)).isEmpty();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whatComesBackIsLentAgain() {
    catalogue.add(KeyDerivation.class, kdf, 0);
    Lease<KeyDerivation> before = take(Duration.ZERO).orElseThrow();
    assertThat(catalogue.remove(kdf, Duration.ZERO)).isFalse();
    catalogue.add(KeyDerivation.class, kdf, 0);
    Lease<KeyDerivation> after = take(Duration.ZERO).orElseThrow();
    before.close();
    assertThat(catalogue.remove(kdf, Duration.ZERO)).as("the new lease is open").isFalse();
    after.close();
  }

  private void installedBefore() {
    catalogue.add(KeyDerivation.class, kdf, 0);
    assertThat(catalogue.remove(kdf, Duration.ZERO)).isTrue();
  }

  private Optional<Lease<KeyDerivation>> take(Duration wait) {
    return catalogue.lease(KeyDerivation.class, "K", wait);
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

    T result() throws Exception {
      return task.get(LONG.toSeconds() / 2, TimeUnit.SECONDS);
    }
  }
}

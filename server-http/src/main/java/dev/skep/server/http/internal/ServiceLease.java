package dev.skep.server.http.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * Lends one service to calls, until it is closed and the calls in flight have ended. Thread-safe.
 *
 * @param <S> the type of the service
 */
final class ServiceLease<S> {
  private final S service;
  private final ReentrantReadWriteLock inUse = new ReentrantReadWriteLock();
  private volatile boolean closed;

  ServiceLease(S service) {
    this.service = service;
  }

  /**
   * Runs a call on the service.
   *
   * @return empty if closed, and then {@code call} was not run
   */
  <T> Optional<T> use(Function<S, T> call) {
    if (!inUse.readLock().tryLock()) {
      return Optional.empty();
    }
    try {
      return closed ? Optional.empty() : Optional.of(call.apply(service));
    } finally {
      inUse.readLock().unlock();
    }
  }

  /**
   * Lends it no more, and waits for the calls in flight.
   *
   * @param patience how long at most
   * @return whether all have ended
   */
  boolean close(Duration patience) {
    closed = true;
    try {
      if (inUse.writeLock().tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        inUse.writeLock().unlock();
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}

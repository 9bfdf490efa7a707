package dev.skep.protocol.catalogue;

import dev.skep.api.algorithm.Algorithm;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The use of one installed algorithm until it is closed; holds off its bundle's stop as long,
 * within a bound. Close it soon.
 *
 * @param <T> the role
 */
public final class Lease<T extends Algorithm> implements AutoCloseable {
  private final T algorithm;
  private final Runnable release;
  private final AtomicBoolean closed = new AtomicBoolean();

  Lease(T algorithm, Runnable release) {
    this.algorithm = algorithm;
    this.release = release;
  }

  /** The algorithm. */
  public T get() {
    return algorithm;
  }

  /** Gives the algorithm back. May be called again. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release.run();
    }
  }
}

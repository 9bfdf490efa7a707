package dev.skep.protocol.catalogue;

import dev.skep.api.algorithm.Algorithm;

/**
 * The use of one installed algorithm until it is closed; holds off its bundle's stop as long,
 * within a bound. Close it soon, and once.
 *
 * @param <T> the role
 */
public final class Lease<T extends Algorithm> implements AutoCloseable {
  private final T algorithm;
  private final Runnable release;

  Lease(T algorithm, Runnable release) {
    this.algorithm = algorithm;
    this.release = release;
  }

  /** The algorithm. */
  public T get() {
    return algorithm;
  }

  @Override
  public void close() {
    release.run();
  }
}

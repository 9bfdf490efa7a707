package dev.skep.benchmarks.internal;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Time in nanoseconds by the clock, less what other programs took (see {@link CoreTime}). */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class ThreadTimes {
  /** How many each thread did. */
  public long operations;

  /** One thread accepting new devices. */
  public long acceptByOne;

  /** Each of two threads doing the same as the one, at the same time. */
  public long acceptByTwo;

  /** One thread verifying signatures with the engine alone. */
  public long verifyByOne;

  /** Each of two threads doing the same as the one: what this machine can do at best. */
  public long verifyByTwo;
}

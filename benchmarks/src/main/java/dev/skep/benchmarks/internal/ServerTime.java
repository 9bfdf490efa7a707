package dev.skep.benchmarks.internal;

import java.util.Arrays;
import java.util.function.ToLongFunction;

/** The server's time up to a moment, in nanoseconds, by group of threads and stage. */
final class ServerTime {
  private final long[] threads = new long[ServerThreads.values().length];
  private final long[][] cpu = new long[threads.length][];
  private final long[][] clock = new long[threads.length][];

  /** Up to now. */
  ServerTime(StageClock stages) {
    for (ServerThreads group : ServerThreads.values()) {
      threads[group.ordinal()] = group.cpu();
      cpu[group.ordinal()] = stages.cpu(group);
      clock[group.ordinal()] = stages.clock(group);
    }
  }

  /** The CPU time of a stage since an earlier moment, on all threads. */
  long cpuSince(ServerTime before, Stage stage) {
    return difference(before, time -> of(time.cpu, stage, ServerThreads.values()));
  }

  /** The CPU time of a group's threads since an earlier moment that was charged to no stage. */
  long restSince(ServerTime before, ServerThreads group) {
    int index = group.ordinal();
    return difference(before, time -> time.threads[index] - Arrays.stream(time.cpu[index]).sum());
  }

  /** The time by the clock of a stage since an earlier moment, on some threads. */
  long clockSince(ServerTime before, Stage stage, ServerThreads... groups) {
    return difference(before, time -> of(time.clock, stage, groups));
  }

  private long difference(ServerTime before, ToLongFunction<ServerTime> of) {
    return of.applyAsLong(this) - of.applyAsLong(before);
  }

  private static long of(long[][] times, Stage stage, ServerThreads... groups) {
    return Arrays.stream(groups).mapToLong(group -> times[group.ordinal()][stage.ordinal()]).sum();
  }
}

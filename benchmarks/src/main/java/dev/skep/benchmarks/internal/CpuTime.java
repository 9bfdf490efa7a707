package dev.skep.benchmarks.internal;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

/**
 * The CPU time of the calling thread: unlike time by the clock, it does not grow while other
 * programs have the core.
 */
final class CpuTime {
  /** What a JVM that measures is started with: it compiles early, so that a run takes minutes. */
  static final String COMPILE_EARLY = "-XX:CompileThresholdScaling=0.1";

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private CpuTime() {}

  /** Work that is measured. */
  @FunctionalInterface
  interface Work<E extends Exception> {
    void run() throws E;
  }

  /** Does the work so many times; gives the time of all of them, in nanoseconds. */
  static <E extends Exception> long of(int times, Work<E> work) throws E {
    long begin = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < times; i++) {
      work.run();
    }
    return THREADS.getCurrentThreadCpuTime() - begin;
  }

  /**
   * Does the work again and again until this process took so much CPU time: on a busy machine, a
   * warm-up by the clock would leave the code cold.
   */
  static <E extends Exception> void spend(int seconds, Work<E> work) throws E {
    long end = ofProcess() + TimeUnit.SECONDS.toNanos(seconds);
    while (ofProcess() < end) {
      work.run();
    }
  }

  /** The CPU time of this process so far, in nanoseconds. */
  static long ofProcess() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}

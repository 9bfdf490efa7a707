package dev.skep.testkit.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** The bound on what reading hostile input may allocate. */
public final class Allocation {
  /** How many bytes for each byte of the input. */
  public static final int PER_BYTE = 64;

  /** How many bytes whatever the input, where it is only read. */
  public static final int READING = 256 * 1024;

  /** How many bytes whatever the input, where engines compute with it. */
  public static final int COMPUTING = 8 * 1024 * 1024;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** What reads the input, in the calling thread. */
  @FunctionalInterface
  public interface Target {
    /** Reads it, and checks all that is to be true of the outcome. */
    void run() throws Exception;
  }

  /**
   * Runs a target; again if it allocated too much, since the first time loads classes and fills
   * caches.
   *
   * @param fixed {@link #READING} or {@link #COMPUTING}
   * @throws AssertionError if it allocates more than that and {@link #PER_BYTE} bytes for each byte
   *     of the input, twice
   */
  public static void bounded(byte[] input, int fixed, Target target) throws Exception {
    long bound = fixed + (long) PER_BYTE * input.length;
    if (allocated(target) > bound) {
      long again = allocated(target);
      if (again > bound) {
        throw new AssertionError(
            input.length + " bytes of input make it allocate " + again + " bytes");
      }
    }
  }

  private static long allocated(Target target) throws Exception {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    target.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}

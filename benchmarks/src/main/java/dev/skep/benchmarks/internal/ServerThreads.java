package dev.skep.benchmarks.internal;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.List;

/** The server's threads, told by their names; the holders' are in the same process. */
enum ServerThreads {
  /** Those of the HTTP server and its binding, which do the whole work but for the others'. */
  HTTP(LoopbackServer.THREAD_NAMES, "skep-server-http"),
  /** Those of the stores, the embedded database and the driver. */
  DATABASE("skep-store", "H2 ", "MVStore", "PostgreSQL-JDBC"),
  /** The one that takes events to the database. */
  AUDIT("skep-audit-writer");

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final List<String> beginnings;

  ServerThreads(String... beginnings) {
    this.beginnings = List.of(beginnings);
  }

  /** Whether a thread of that name is one of them. */
  boolean has(String name) {
    return beginnings.stream().anyMatch(name::startsWith);
  }

  /** The CPU time that they have used so far, in nanoseconds. */
  long cpu() {
    long sum = 0;
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null && has(thread.getThreadName())) {
        sum += Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId()));
      }
    }
    return sum;
  }
}

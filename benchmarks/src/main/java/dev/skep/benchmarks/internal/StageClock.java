package dev.skep.benchmarks.internal;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Charges the time of each thread to the stage that it is in: CPU time, and time by the clock. What
 * runs within another stage is charged to the inner one only. Thread-safe.
 */
final class StageClock {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int DEEPEST = 32;

  private final Map<Thread, Account> accounts = new ConcurrentHashMap<>();
  private final ThreadLocal<Account> own = ThreadLocal.withInitial(this::open);

  /** One thread's. Only the sums are read by others. */
  private static final class Account {
    final AtomicLongArray cpu = new AtomicLongArray(Stage.values().length);
    final AtomicLongArray clock = new AtomicLongArray(Stage.values().length);
    final Stage[] stages = new Stage[DEEPEST];
    int depth;
    long cpuThen;
    long clockThen;

    /** Charges what has passed to the stage that the thread is in. */
    void charge() {
      long cpuNow = THREADS.getCurrentThreadCpuTime();
      long clockNow = System.nanoTime();
      if (depth > 0) {
        int stage = stages[depth - 1].ordinal();
        cpu.addAndGet(stage, cpuNow - cpuThen);
        clock.addAndGet(stage, clockNow - clockThen);
      }
      cpuThen = cpuNow;
      clockThen = clockNow;
    }
  }

  private Account open() {
    Account account = new Account();
    accounts.put(Thread.currentThread(), account);
    return account;
  }

  /** Begins a stage on this thread; {@link #leave} ends it on the same one. */
  void enter(Stage stage) {
    Account account = own.get();
    account.charge();
    account.stages[account.depth++] = stage;
  }

  /** Ends the stage that this thread began last. */
  void leave() {
    Account account = own.get();
    account.charge();
    account.depth--;
  }

  /**
   * The same role, whose calls are charged to a stage. Methods without parameters are not, since
   * they only look something up.
   */
  <T> T watch(Stage stage, Class<T> role, T real) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getParameterCount() == 0) {
            return call(real, method, arguments);
          }
          enter(stage);
          try {
            return call(real, method, arguments);
          } finally {
            leave();
          }
        };
    return role.cast(Proxy.newProxyInstance(role.getClassLoader(), new Class<?>[] {role}, handler));
  }

  /** Calls through; exceptions come as they are. */
  static Object call(Object real, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** What was charged to each stage so far, on threads of a group, in nanoseconds of CPU time. */
  long[] cpu(ServerThreads group) {
    return sums(group, account -> account.cpu);
  }

  /** What was charged to each stage so far, on threads of a group, in nanoseconds by the clock. */
  long[] clock(ServerThreads group) {
    return sums(group, account -> account.clock);
  }

  /** Which of the two times. */
  @FunctionalInterface
  private interface Kind {
    AtomicLongArray of(Account account);
  }

  private long[] sums(ServerThreads group, Kind kind) {
    long[] sums = new long[Stage.values().length];
    accounts.forEach(
        (thread, account) -> {
          if (group.has(thread.getName())) {
            for (int i = 0; i < sums.length; i++) {
              sums[i] += kind.of(account).get(i);
            }
          }
        });
    return sums;
  }
}

package dev.skep.itest.session;

import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyOutcome.Completed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sessions one after the other in some threads, and once a second a change of the container, until
 * there were enough sessions and each change was made once at the least.
 */
final class Load {
  private static final long INTERVAL_MILLIS = 1_000;
  private static final int WARM_UP_SESSIONS = 40;
  private static final long PATIENCE_SECONDS = 600;

  private final int sessions;
  private final List<Change> changes;
  private final AtomicInteger changed = new AtomicInteger();
  private final Collection<CeremonyOutcome> outcomes = new ConcurrentLinkedQueue<>();

  /** Changes the container while sessions run. */
  @FunctionalInterface
  interface Change {
    void make() throws Exception;
  }

  /**
   * Prepares a load.
   *
   * @param sessions how many there are at the least
   * @param changes made in turn
   */
  Load(int sessions, List<Change> changes) {
    this.sessions = sessions;
    this.changes = List.copyOf(changes);
  }

  /** Runs some sessions before, so that all threads are there that such a load brings about. */
  void warmUp(List<Callable<CeremonyOutcome>> callers) throws Exception {
    new Load(WARM_UP_SESSIONS, List.of()).run(callers);
  }

  /**
   * Runs it to its end, at which no change is under way.
   *
   * @param callers one session of each thread
   */
  void run(List<Callable<CeremonyOutcome>> callers) throws Exception {
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    ExecutorService threads = Executors.newFixedThreadPool(callers.size());
    try {
      ScheduledFuture<?> changing =
          clock.scheduleAtFixedRate(
              this::changeNext, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
      List<Future<?>> running = new ArrayList<>();
      for (Callable<CeremonyOutcome> caller : callers) {
        running.add(threads.submit(() -> runSessions(caller, changing)));
      }
      for (Future<?> one : running) {
        one.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
      clock.shutdown();
      if (!clock.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("a change does not come to its end");
      }
      if (!changing.isCancelled()) {
        changing.get();
      }
    } finally {
      clock.shutdownNow();
      threads.shutdownNow();
    }
  }

  /**
   * Makes each change once more, after the load: what has been used for the last time must let go
   * of what is taken out now, without being used again.
   */
  void changeWithoutSessions() throws Exception {
    for (Change change : changes) {
      change.make();
    }
  }

  /** What came of each session. */
  Collection<CeremonyOutcome> outcomes() {
    return outcomes;
  }

  /** The sessions that did not come to their end. */
  List<CeremonyOutcome> failed() {
    return outcomes.stream().filter(outcome -> !(outcome instanceof Completed)).toList();
  }

  /** How many changes were made. */
  int changes() {
    return changed.get();
  }

  private Void runSessions(Callable<CeremonyOutcome> caller, Future<?> changing) throws Exception {
    while (!changing.isDone() && (outcomes.size() < sessions || changed.get() < changes.size())) {
      outcomes.add(caller.call());
    }
    return null;
  }

  private void changeNext() {
    if (changes.isEmpty()) {
      return;
    }
    try {
      changes.get(changed.get() % changes.size()).make();
      changed.incrementAndGet();
    } catch (Exception e) {
      throw new IllegalStateException("change number " + changed.get() + " failed", e);
    }
  }
}

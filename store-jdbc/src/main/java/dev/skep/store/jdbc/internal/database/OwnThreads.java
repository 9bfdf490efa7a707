package dev.skep.store.jdbc.internal.database;

import dev.skep.api.issuer.StoreException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls on threads that nobody interrupts: an embedded database's file is closed under a
 * thread that is interrupted while it reads or writes, for everybody. A caller that is interrupted
 * still waits for the outcome, and stays interrupted.
 */
final class OwnThreads implements AutoCloseable {
  /** A call. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws StoreException;
  }

  /** After how many seconds without a call a thread ends; a load of calls never waits so long. */
  private static final long IDLE_SECONDS = 5;

  /**
   * As many threads as calls need. That can be more than there are callers: the next call can come
   * before the thread that answered the last one is back.
   */
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> {
            Thread thread = new Thread(task, "skep-store-call");
            thread.setDaemon(true);
            return thread;
          });

  <T> T run(Call<T> call) throws StoreException {
    Future<T> outcome;
    try {
      outcome = threads.submit(call::run);
    } catch (RejectedExecutionException e) {
      throw new StoreException("the store is closed; it is tried again when it is back", e);
    }
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return outcome.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static StoreException rethrown(@Nullable Throwable cause) {
    if (cause instanceof StoreException failure) {
      return failure;
    }
    if (cause instanceof RuntimeException bug) {
      throw bug;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    throw new IllegalStateException("a call throws nothing else", cause);
  }

  /** Lets calls in flight come to their end. */
  @Override
  public void close() {
    threads.shutdown();
  }
}

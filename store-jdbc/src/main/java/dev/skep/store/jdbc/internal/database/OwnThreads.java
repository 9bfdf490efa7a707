package dev.skep.store.jdbc.internal.database;

import dev.skep.api.issuer.StoreException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
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

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
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

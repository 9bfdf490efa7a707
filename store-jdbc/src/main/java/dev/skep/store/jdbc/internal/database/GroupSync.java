package dev.skep.store.jdbc.internal.database;

import java.sql.SQLException;

/**
 * Forces changes to the disk for many threads at once: while one does it, those that come wait, and
 * one of them does the next for all. Thread-safe.
 */
final class GroupSync {
  /** Forces everything that is committed so far to the disk. */
  @FunctionalInterface
  interface Sync {
    void run() throws SQLException;
  }

  private long requested;
  private long done;
  private boolean running;

  /**
   * Returns when a sync that began after this call has come to its end.
   *
   * @param sync is run if this thread is the one to do it
   */
  void await(Sync sync) throws SQLException {
    long target = lead();
    if (target == 0) {
      return;
    }
    boolean succeeded = false;
    try {
      sync.run();
      succeeded = true;
    } finally {
      end(succeeded ? target : 0);
    }
  }

  /** The newest request that a sync of this thread answers; 0 if another thread did it already. */
  private synchronized long lead() {
    long mine = ++requested;
    boolean interrupted = false;
    while (running && done < mine) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true; // The change is committed: whether it is durable must be said.
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (done >= mine) {
      return 0;
    }
    running = true;
    return requested;
  }

  private synchronized void end(long target) {
    running = false;
    done = Math.max(done, target);
    notifyAll();
  }
}

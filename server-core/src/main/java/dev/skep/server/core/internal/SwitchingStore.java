package dev.skep.server.core.internal;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.SessionStore;
import dev.skep.api.issuer.StoreException;
import dev.skep.api.issuer.StoredSession;
import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The store that is there now, else the node's own. Where nodes share the token key it insists on a
 * store that they share too: otherwise each node would take the same response once. Thread-safe.
 *
 * <p>A store may be exchanged under load: one that goes is let finish its calls, and in the gap of
 * an update calls wait for the next one; both within {@link #SWAP_WAIT}. Later they fail at once.
 */
final class SwitchingStore implements SessionStore {
  private static final Duration SWAP_WAIT = Duration.ofSeconds(2);

  private final SessionStore own;
  private final boolean mustBeShared;
  private final Object monitor = new Object();
  private final Map<SessionStore, Integer> calls = new IdentityHashMap<>();
  private @Nullable SessionStore installed;
  private long waitUntilNanos = System.nanoTime();

  /** One call of a store. */
  private interface Call<T> {
    T on(SessionStore store) throws StoreException;
  }

  /**
   * Begins with the node's own.
   *
   * @param mustBeShared whether that will not do
   */
  SwitchingStore(SessionStore own, boolean mustBeShared) {
    this.own = own;
    this.mustBeShared = mustBeShared;
  }

  /** Takes a store that is installed from now on. */
  void install(SessionStore store) {
    synchronized (monitor) {
      installed = store;
      monitor.notifyAll();
    }
  }

  /** Lets a store go; returns when its calls have ended, bounded. */
  void withdraw(SessionStore store) {
    long deadline = System.nanoTime() + SWAP_WAIT.toNanos();
    synchronized (monitor) {
      if (installed == store) {
        installed = null;
        waitUntilNanos = deadline;
      }
      while (calls.containsKey(store) && awaitUntil(deadline)) {
        continue;
      }
    }
  }

  @Override
  public boolean shared() {
    synchronized (monitor) {
      return current().shared();
    }
  }

  @Override
  public boolean claim(Bytes sessionId, Instant expiresAt) throws StoreException {
    return call(store -> store.claim(sessionId, expiresAt));
  }

  @Override
  public Optional<StoredSession> find(Bytes sessionId) throws StoreException {
    return call(store -> store.find(sessionId));
  }

  @Override
  public boolean write(Bytes sessionId, StoredSession session) throws StoreException {
    return call(store -> store.write(sessionId, session));
  }

  @Override
  public void remove(Bytes sessionId) throws StoreException {
    call(
        store -> {
          store.remove(sessionId);
          return sessionId;
        });
  }

  private <T> T call(Call<T> call) throws StoreException {
    SessionStore store = enter();
    try {
      return call.on(store);
    } finally {
      leave(store);
    }
  }

  private SessionStore enter() throws StoreException {
    synchronized (monitor) {
      while (mustBeShared && !current().shared()) {
        if (!awaitUntil(waitUntilNanos)) {
          throw new StoreException(
              "there is no database yet that keeps used sessions, as token.key.file needs; see the"
                  + " log of dev.skep.store.jdbc, or set token.key.file to nothing on a single node"
                  + " without one");
        }
      }
      calls.merge(current(), 1, Integer::sum);
      return current();
    }
  }

  private void leave(SessionStore store) {
    synchronized (monitor) {
      calls.computeIfPresent(store, (same, number) -> number == 1 ? null : number - 1);
      monitor.notifyAll();
    }
  }

  private SessionStore current() {
    return installed == null ? own : installed;
  }

  /** Waits for a change; false if the time is over or the thread interrupted. */
  private boolean awaitUntil(long deadlineNanos) {
    long left = deadlineNanos - System.nanoTime();
    if (left <= 0) {
      return false;
    }
    try {
      TimeUnit.NANOSECONDS.timedWait(monitor, left);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

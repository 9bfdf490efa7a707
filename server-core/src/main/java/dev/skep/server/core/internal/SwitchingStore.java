package dev.skep.server.core.internal;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.SessionStore;
import dev.skep.api.issuer.StoreException;
import dev.skep.api.issuer.StoredSession;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The store that is there now. Where nodes share the token key it insists on a store that they
 * share too: otherwise each node would take the same response once.
 */
final class SwitchingStore implements SessionStore {
  private final Supplier<SessionStore> current;
  private final boolean mustBeShared;

  SwitchingStore(Supplier<SessionStore> current, boolean mustBeShared) {
    this.current = current;
    this.mustBeShared = mustBeShared;
  }

  @Override
  public boolean shared() {
    return current.get().shared();
  }

  @Override
  public boolean claim(Bytes sessionId, Instant expiresAt) throws StoreException {
    return store().claim(sessionId, expiresAt);
  }

  @Override
  public Optional<StoredSession> find(Bytes sessionId) throws StoreException {
    return store().find(sessionId);
  }

  @Override
  public boolean write(Bytes sessionId, StoredSession session) throws StoreException {
    return store().write(sessionId, session);
  }

  @Override
  public void remove(Bytes sessionId) throws StoreException {
    store().remove(sessionId);
  }

  private SessionStore store() throws StoreException {
    SessionStore store = current.get();
    if (mustBeShared && !store.shared()) {
      throw new StoreException(
          "there is no database yet that keeps used sessions, as token.key.file needs; see the log of "
              + "dev.skep.store.jdbc, or set token.key.file to nothing on a single node without one");
    }
    return store;
  }
}

package dev.skep.testkit.broken;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.SessionStore;
import dev.skep.api.issuer.StoredSession;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A node on entries that outlive it, for subclasses to spoil. */
class MemoryStore implements SessionStore {
  final Entries entries;

  MemoryStore(Entries entries) {
    this.entries = entries;
  }

  /** What all nodes share. */
  static final class Entries {
    final Set<Bytes> claims = new HashSet<>();
    final Map<Bytes, StoredSession> states = new HashMap<>();
  }

  @Override
  public boolean shared() {
    return true;
  }

  @Override
  public boolean claim(Bytes sessionId, Instant expiresAt) {
    synchronized (entries) {
      return entries.claims.add(sessionId);
    }
  }

  @Override
  public Optional<StoredSession> find(Bytes sessionId) {
    synchronized (entries) {
      return Optional.ofNullable(entries.states.get(sessionId))
          .filter(state -> Instant.now().isBefore(state.expiresAt()));
    }
  }

  @Override
  public boolean write(Bytes sessionId, StoredSession session) {
    synchronized (entries) {
      StoredSession known = entries.states.get(sessionId);
      if (session.version() != (known == null ? 0 : known.version())) {
        return false;
      }
      put(sessionId, session);
      return true;
    }
  }

  /** Writes without a question. */
  final void put(Bytes sessionId, StoredSession session) {
    synchronized (entries) {
      entries.states.put(
          sessionId,
          new StoredSession(session.version() + 1, session.sealedState(), session.expiresAt()));
    }
  }

  @Override
  public void remove(Bytes sessionId) {
    synchronized (entries) {
      entries.states.remove(sessionId);
    }
  }
}

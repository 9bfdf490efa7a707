package dev.skep.server.core.internal.store;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.SessionStore;
import dev.skep.api.issuer.StoredSession;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sessions of one node, in memory, until they expire. Expired entries go while new ones come, at
 * most once in {@link #PURGE_SECONDS}.
 */
public final class NodeLocalSessionStore implements SessionStore {
  private static final long PURGE_SECONDS = 10;

  private final Clock clock;
  private final Map<Bytes, Instant> claims = new ConcurrentHashMap<>();
  private final Map<Bytes, StoredSession> sessions = new ConcurrentHashMap<>();
  private final AtomicReference<Instant> nextPurge = new AtomicReference<>(Instant.MIN);

  /** Makes an empty store. */
  public NodeLocalSessionStore(Clock clock) {
    this.clock = clock;
  }

  @Override
  public boolean shared() {
    return false;
  }

  @Override
  public boolean claim(Bytes sessionId, Instant expiresAt) {
    purge();
    return claims.putIfAbsent(sessionId, expiresAt) == null;
  }

  @Override
  public Optional<StoredSession> find(Bytes sessionId) {
    return Optional.ofNullable(sessions.get(sessionId))
        .filter(session -> clock.instant().isBefore(session.expiresAt()));
  }

  @Override
  public boolean write(Bytes sessionId, StoredSession session) {
    StoredSession next =
        new StoredSession(session.version() + 1, session.sealedState(), session.expiresAt());
    boolean[] written = new boolean[1];
    sessions.compute(
        sessionId,
        (id, known) -> {
          long version = known == null ? 0 : known.version();
          written[0] = version == session.version();
          return written[0] ? next : known;
        });
    return written[0];
  }

  @Override
  public void remove(Bytes sessionId) {
    sessions.remove(sessionId);
  }

  private void purge() {
    Instant now = clock.instant();
    Instant due = nextPurge.get();
    if (now.isBefore(due) || !nextPurge.compareAndSet(due, now.plusSeconds(PURGE_SECONDS))) {
      return;
    }
    claims.values().removeIf(expiresAt -> !now.isBefore(expiresAt));
    sessions.values().removeIf(session -> !now.isBefore(session.expiresAt()));
  }
}

package dev.skep.api.issuer;

import dev.skep.api.Bytes;
import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Remembers which sessions were used, and the state of established ones. Thread-safe.
 *
 * <p>Guarantee: {@link #claim} succeeds once for each id, over all nodes that share the store and
 * over restarts of a persistent one. The state is sealed by the server; a store never sees a key.
 */
@ConsumerType
public interface SessionStore {
  /** Whether other nodes, and this one after a restart, see the same entries. */
  boolean shared();

  /**
   * Claims a session id, atomically.
   *
   * @param sessionId 16 bytes
   * @param expiresAt from then on the entry may be forgotten
   * @return true for the first caller only
   * @throws StoreException if the store cannot say
   */
  boolean claim(Bytes sessionId, Instant expiresAt) throws StoreException;

  /**
   * The state of an established session.
   *
   * @return empty if there is none or it is expired
   * @throws StoreException if the store cannot say
   */
  Optional<StoredSession> find(Bytes sessionId) throws StoreException;

  /**
   * Writes the state of a claimed session, if nobody else did since it was read.
   *
   * @param session its version is the one expected in the store: 0 for a session without state yet
   * @return false if another version is there; the one written has the next version
   * @throws StoreException if it may not have been written
   */
  boolean write(Bytes sessionId, StoredSession session) throws StoreException;

  /**
   * Forgets the state; the claim stays. Unknown ids are ignored.
   *
   * @throws StoreException if it may still be there
   */
  void remove(Bytes sessionId) throws StoreException;
}

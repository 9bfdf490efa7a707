package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.issuer.AttestedSession;
import dev.skep.api.issuer.SessionStore;
import dev.skep.api.issuer.StoreException;
import dev.skep.api.issuer.StoredSession;
import dev.skep.protocol.RecordChannel.Position;
import dev.skep.protocol.RecordChannel.TrafficKeys;
import dev.skep.server.core.internal.seal.BoxReader;
import dev.skep.server.core.internal.seal.BoxWriter;
import dev.skep.server.core.internal.seal.StoreSealer;
import dev.skep.server.core.internal.session.SessionState.Closed;
import dev.skep.server.core.internal.session.SessionState.Complete;
import dev.skep.server.core.internal.session.SessionState.Open;
import java.time.Instant;
import java.util.Optional;

/**
 * Session states in the store: sealed, each bound to its id, so that a store cannot exchange two of
 * them. A state that was written is only ever replaced by compare-and-set. Thread-safe.
 */
final class SessionStates {
  private static final String PURPOSE = "session state ";
  private static final String OPEN = "open";
  private static final String COMPLETE = "complete";
  private static final String CLOSED = "closed";

  private final SessionStore store;
  private final StoreSealer sealer;

  SessionStates(SessionStore store, StoreSealer sealer) {
    this.store = store;
    this.sealer = sealer;
  }

  /**
   * A state that was read.
   *
   * @param version which one it is, for {@link #replace}
   * @param state the caller closes it
   */
  record Known(long version, SessionState state) {}

  /**
   * Reads a session's state.
   *
   * @return empty if there is none, or it was not sealed here for this id
   */
  Optional<Known> find(Bytes sessionId) throws StoreException {
    Optional<StoredSession> stored = store.find(sessionId);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    return sealer
        .open(PURPOSE + sessionId.toHex(), stored.get().sealedState())
        .map(content -> new Known(stored.get().version(), read(sessionId, content)));
  }

  /** Writes a session's first state; false if it has one. */
  boolean begin(Bytes sessionId, Open state) throws StoreException {
    return replace(sessionId, 0, state);
  }

  /** Writes the state that follows the one that was read; false if that is no longer there. */
  boolean replace(Bytes sessionId, long version, SessionState next) throws StoreException {
    return store.write(
        sessionId, new StoredSession(version, seal(sessionId, next), next.expiresAt()));
  }

  private Bytes seal(Bytes sessionId, SessionState state) {
    try (BoxWriter box = new BoxWriter()) {
      if (state instanceof Open open) {
        write(box.add(OPEN).add(open.expiresAt().toEpochMilli()), open);
      } else if (state instanceof Complete complete) {
        box.add(COMPLETE).add(complete.expiresAt().toEpochMilli());
        box.add(complete.message()).add(complete.answer());
      } else {
        box.add(CLOSED).add(state.expiresAt().toEpochMilli());
      }
      try (SecretBytes content = box.join()) {
        return sealer.seal(PURPOSE + sessionId.toHex(), content);
      }
    }
  }

  private static void write(BoxWriter box, Open open) {
    EstablishedSession session = open.session();
    AttestedSession attested = session.attested();
    box.add(session.cipher());
    box.add(session.keys().traffic().send()).add(session.keys().traffic().receive());
    box.add(session.keys().external());
    box.add(attested.request()).add(attested.deviceSubject()).add(attested.deviceCertificate());
    box.add(open.position().send()).add(open.position().receive());
    box.add(open.outsideData()).add(open.receipt());
  }

  private static SessionState read(Bytes sessionId, SecretBytes content) {
    try (content;
        BoxReader box = new BoxReader(content)) {
      String kind = box.text();
      Instant expiresAt = Instant.ofEpochMilli(box.number());
      return switch (kind) {
        case OPEN -> open(sessionId, expiresAt, box);
        case COMPLETE -> new Complete(box.bytes(), box.bytes(), expiresAt);
        case CLOSED -> new Closed(expiresAt);
        default -> throw new IllegalStateException("a state that was sealed here is unknown");
      };
    }
  }

  private static Open open(Bytes sessionId, Instant expiresAt, BoxReader box) {
    String cipher = box.text();
    SessionKeys keys = new SessionKeys(new TrafficKeys(box.secret(), box.secret()), box.secret());
    AttestedSession attested = new AttestedSession(sessionId, box.bytes(), box.text(), box.bytes());
    EstablishedSession session = new EstablishedSession(attested, cipher, keys, expiresAt);
    Position position = new Position(box.number(), box.number());
    return new Open(session, position, Math.toIntExact(box.number()), box.bytes());
  }
}

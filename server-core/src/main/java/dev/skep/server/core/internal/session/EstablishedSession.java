package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.protocol.RecordChannel.Position;
import dev.skep.protocol.RecordChannel.TrafficKeys;
import dev.skep.server.core.internal.seal.BoxReader;
import dev.skep.server.core.internal.seal.BoxWriter;
import dev.skep.server.core.internal.seal.Sealer;
import java.time.Instant;
import java.util.Optional;

/**
 * The server's end of a session whose AK was verified. Closing it erases the keys.
 *
 * @param sessionId 16 bytes
 * @param cipher the name of the record cipher
 * @param keys send: server to SE; receive: SE to server
 * @param expiresAt when it ends at the latest
 */
record EstablishedSession(Bytes sessionId, String cipher, TrafficKeys keys, Instant expiresAt)
    implements AutoCloseable {
  private static final String PURPOSE = "session ";

  /** Seals it with its position; bound to its id, so that a store cannot exchange two of them. */
  Bytes seal(Sealer sealer, Position position) {
    try (BoxWriter box = new BoxWriter()) {
      box.add(cipher).add(keys.send()).add(keys.receive());
      box.add(expiresAt.toEpochMilli()).add(position.send()).add(position.receive());
      try (SecretBytes content = box.join()) {
        return sealer.seal(PURPOSE + sessionId.toHex(), content);
      }
    }
  }

  /** A session that was read back, and how far it is. */
  record Resumed(EstablishedSession session, Position position) {}

  /** Opens a sealed session; empty if it was not sealed here for this id. */
  static Optional<Resumed> open(Sealer sealer, Bytes sessionId, Bytes sealed) {
    Optional<SecretBytes> content = sealer.open(PURPOSE + sessionId.toHex(), sealed);
    if (content.isEmpty()) {
      return Optional.empty();
    }
    try (SecretBytes opened = content.get();
        BoxReader box = new BoxReader(opened)) {
      String cipher = box.text();
      TrafficKeys keys = new TrafficKeys(box.secret(), box.secret());
      Instant expiresAt = Instant.ofEpochMilli(box.number());
      EstablishedSession session = new EstablishedSession(sessionId, cipher, keys, expiresAt);
      return Optional.of(new Resumed(session, new Position(box.number(), box.number())));
    }
  }

  @Override
  public void close() {
    keys.close();
  }
}

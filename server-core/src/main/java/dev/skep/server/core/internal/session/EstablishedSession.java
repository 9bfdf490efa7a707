package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.api.issuer.AttestedSession;
import dev.skep.protocol.Direction;
import dev.skep.protocol.RecordChannel;
import dev.skep.protocol.RecordChannel.Position;
import java.time.Instant;

/**
 * The server's end of a session whose AK was verified. Closing it erases the keys.
 *
 * @param attested what the issuer's other roles are told
 * @param cipher the name of the record cipher
 * @param keys derived from K
 * @param expiresAt when it ends at the latest, in whole milliseconds
 */
record EstablishedSession(
    AttestedSession attested, String cipher, SessionKeys keys, Instant expiresAt)
    implements AutoCloseable {
  Bytes sessionId() {
    return attested.sessionId();
  }

  /** Its records from a position on; the channel erases the traffic keys when it is closed. */
  RecordChannel channel(SessionCipher with, Position from) {
    return new RecordChannel(
        with, attested.sessionId(), Direction.SERVER_TO_SE, keys.traffic(), from);
  }

  @Override
  public void close() {
    keys.close();
  }
}

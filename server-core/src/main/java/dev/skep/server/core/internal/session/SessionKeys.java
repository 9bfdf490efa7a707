package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.protocol.Direction;
import dev.skep.protocol.KeySchedule;
import dev.skep.protocol.RecordChannel.TrafficKeys;
import dev.skep.protocol.catalogue.SuiteLease;

/**
 * What was derived from K for use (spec rule K-4). Closing it erases the keys.
 *
 * @param traffic send: server to SE; receive: SE to server
 * @param external for MACs over outside data, 32 bytes
 */
record SessionKeys(TrafficKeys traffic, SecretBytes external) implements AutoCloseable {
  /** Derives them; only after AK was verified. K is read, not kept. */
  static SessionKeys derive(SuiteLease suite, SecretBytes sharedSecret, Bytes transcriptHash) {
    int bytes = suite.cipher().keyBytes();
    return new SessionKeys(
        new TrafficKeys(
            KeySchedule.trafficKey(
                suite.kdf(), sharedSecret, Direction.SERVER_TO_SE, transcriptHash, bytes),
            KeySchedule.trafficKey(
                suite.kdf(), sharedSecret, Direction.SE_TO_SERVER, transcriptHash, bytes)),
        KeySchedule.externalKey(suite.kdf(), sharedSecret, transcriptHash));
  }

  @Override
  public void close() {
    traffic.close();
    external.close();
  }
}

package dev.skep.server.core.internal.session;

import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.protocol.Direction;
import dev.skep.protocol.KeySchedule;
import dev.skep.protocol.RecordChannel.TrafficKeys;

/**
 * What was derived from K for use (spec rule K-4). Closing it erases the keys.
 *
 * @param traffic send: server to SE; receive: SE to server
 * @param external for MACs over outside data, 32 bytes
 */
record SessionKeys(TrafficKeys traffic, SecretBytes external) implements AutoCloseable {
  /**
   * Derives them; only after AK was verified.
   *
   * @param keys stays the caller's
   * @param cipher that of the records
   */
  static SessionKeys derive(KeySchedule keys, SessionCipher cipher) {
    TrafficKeys traffic = keys.trafficKeys(Direction.SERVER_TO_SE, cipher.keyBytes());
    try {
      return new SessionKeys(traffic, keys.externalKey());
    } catch (RuntimeException e) {
      traffic.close();
      throw e;
    }
  }

  @Override
  public void close() {
    traffic.close();
    external.close();
  }
}

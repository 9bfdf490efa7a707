package dev.skep.se.kernel.internal;

import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.protocol.Direction;
import dev.skep.protocol.KeySchedule;
import dev.skep.protocol.RecordChannel.TrafficKeys;

/**
 * What K gave (spec rule K-4). Closing it erases all.
 *
 * @param traffic of both directions, sending first
 * @param external for MACs over outside data, 32 bytes
 */
record SessionKeys(TrafficKeys traffic, SecretBytes external) implements AutoCloseable {
  /**
   * Derives all keys but CK.
   *
   * @param keys stays the caller's
   * @param cipher that of the records
   */
  static SessionKeys derive(KeySchedule keys, SessionCipher cipher) {
    TrafficKeys traffic = keys.trafficKeys(Direction.SE_TO_SERVER, cipher.keyBytes());
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

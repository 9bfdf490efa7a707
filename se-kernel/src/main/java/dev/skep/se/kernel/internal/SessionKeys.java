package dev.skep.se.kernel.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.protocol.Direction;
import dev.skep.protocol.KeySchedule;
import dev.skep.protocol.RecordChannel.TrafficKeys;
import dev.skep.protocol.catalogue.SuiteLease;

/**
 * What K gave (spec rule K-4). Closing it erases all.
 *
 * @param traffic of both directions, sending first
 * @param external for MACs over outside data, 32 bytes
 */
record SessionKeys(TrafficKeys traffic, SecretBytes external) implements AutoCloseable {
  /**
   * Derives all keys.
   *
   * @param shared K; read, not kept
   */
  static SessionKeys derive(SuiteLease suite, SecretBytes shared, Bytes transcriptHash) {
    SecretBytes send = traffic(suite, shared, Direction.SE_TO_SERVER, transcriptHash);
    try {
      SecretBytes receive = traffic(suite, shared, Direction.SERVER_TO_SE, transcriptHash);
      try {
        return new SessionKeys(
            new TrafficKeys(send, receive),
            KeySchedule.externalKey(suite.kdf(), shared, transcriptHash));
      } catch (RuntimeException e) {
        receive.close();
        throw e;
      }
    } catch (RuntimeException e) {
      send.close();
      throw e;
    }
  }

  private static SecretBytes traffic(
      SuiteLease suite, SecretBytes shared, Direction direction, Bytes transcriptHash) {
    int length = suite.cipher().keyBytes();
    return KeySchedule.trafficKey(suite.kdf(), shared, direction, transcriptHash, length);
  }

  @Override
  public void close() {
    traffic.close();
    external.close();
  }
}

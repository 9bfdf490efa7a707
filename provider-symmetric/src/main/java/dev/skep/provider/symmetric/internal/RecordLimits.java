package dev.skep.provider.symmetric.internal;

import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.SessionCipher;
import java.nio.ByteBuffer;

/** The ranges of {@link SessionCipher}'s arguments. */
final class RecordLimits {
  /**
   * For every cipher here. With records of 64 KiB that is 2^44 blocks under one key, where an
   * observer's advantage from colliding blocks is still about 2^-40.
   */
  static final long MAXIMUM_RECORDS = 1L << 32;

  private RecordLimits() {}

  /**
   * Checks what a caller answers for.
   *
   * @throws IllegalArgumentException if the key has another length, or the sequence number is
   *     negative or past the last record that one key may protect
   */
  static void check(SecretBytes key, int keyBytes, long sequence) {
    if (key.length() != keyBytes) {
      throw new IllegalArgumentException("the key has " + keyBytes + " bytes, not " + key.length());
    }
    if (sequence < 0 || sequence >= MAXIMUM_RECORDS) {
      throw new IllegalArgumentException(
          "a sequence number is from 0 to 2^32 - 1, not " + sequence);
    }
  }

  /** The sequence number in 8 bytes, big endian, after zeros. */
  static byte[] encode(long sequence, int lengthBytes) {
    return ByteBuffer.allocate(lengthBytes).putLong(lengthBytes - 8, sequence).array();
  }
}

package dev.skep.provider.symmetric.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.SessionCipher;
import java.util.Optional;

/** What the record ciphers of AES-CBC with HMAC share; they differ in name, hash and lengths. */
abstract class CbcHmacCipher implements SessionCipher {
  private final String name;
  private final CounterIvCbcHmac cipher;

  /**
   * Makes a cipher.
   *
   * @param hmac the hash of the tag
   * @param halfBytes the length of each of the three parts of the key, and of the tag
   */
  CbcHmacCipher(String name, SymmetricEngines engines, Primitive hmac, int halfBytes) {
    this.name = name;
    cipher = new CounterIvCbcHmac(engines, new AesCbcHmac(engines, hmac, halfBytes));
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final int keyBytes() {
    return cipher.keyBytes();
  }

  @Override
  public final long maximumRecords() {
    return RecordLimits.MAXIMUM_RECORDS;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the key has not {@link #keyBytes} bytes, or the sequence
   *     number is not from 0 to 2^32 - 1
   */
  @Override
  public final Bytes seal(
      SecretBytes key, long sequence, Bytes associatedData, SecretBytes plaintext) {
    return cipher.seal(key, sequence, associatedData, plaintext);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the key has not {@link #keyBytes} bytes, or the sequence
   *     number is not from 0 to 2^32 - 1; never for a body
   */
  @Override
  public final Optional<SecretBytes> open(
      SecretBytes key, long sequence, Bytes associatedData, Bytes body) {
    return cipher.open(key, sequence, associatedData, body);
  }
}

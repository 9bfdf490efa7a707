package dev.skep.api.algorithm;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Authenticated encryption of records (spec section 7), deterministic in the sequence number: the
 * nonce or IV is made from it, so one key seals each number at most once.
 *
 * <p>Guarantee: confidentiality and integrity of plaintext, integrity of associated data and
 * sequence number, while no number is used twice under one key.
 */
@ConsumerType
public interface SessionCipher extends Algorithm {
  /** How many bytes of key one direction needs. */
  int keyBytes();

  /** How many records one key may protect at the most. */
  long maximumRecords();

  /**
   * Seals one record.
   *
   * @param key {@link #keyBytes} long; read, not kept
   * @param sequence 0 or more, used once under this key
   * @param plaintext any length; read, not kept
   * @return ciphertext with its tag
   */
  Bytes seal(SecretBytes key, long sequence, Bytes associatedData, SecretBytes plaintext);

  /**
   * Opens one record. Every failure gives the same empty result.
   *
   * @param body any bytes, any length
   * @return the plaintext, which the caller closes, or empty
   */
  Optional<SecretBytes> open(SecretBytes key, long sequence, Bytes associatedData, Bytes body);
}

package dev.skep.api.algorithm;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Derives independent keys from K (spec section 6; RFC 5869, SP 800-108r1).
 *
 * <p>Guarantee: keys under different labels or contexts are independent and reveal nothing of K.
 */
@ConsumerType
public interface KeyDerivation extends Algorithm {
  /** The JCA name of H, the hash of the transcript that goes with this function. */
  String transcriptHash();

  /**
   * Derives one key.
   *
   * @param key K, any length from 16 bytes; read, not kept
   * @param label ASCII: HKDF's info, KBKDF's label
   * @param context HKDF's salt, KBKDF's context
   * @param lengthBytes 1 to 255
   * @return the key; the caller closes it
   * @throws IllegalArgumentException if a length is outside its range
   */
  SecretBytes derive(SecretBytes key, String label, Bytes context, int lengthBytes);

  /**
   * Begins to derive several keys of one K and one context. A function that first condenses the two
   * (HKDF's extraction) does it here, once for all keys; this default derives each by itself.
   *
   * @param key K, any length from 16 bytes; read until the result is closed, and stays the caller's
   * @param context HKDF's salt, KBKDF's context
   * @return the caller closes it, before K
   * @throws IllegalArgumentException if K is too short, here or when the first key is derived
   */
  default Derivation begin(SecretBytes key, Bytes context) {
    return new SingleDerivations(this, key, context);
  }
}

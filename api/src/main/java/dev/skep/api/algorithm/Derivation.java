package dev.skep.api.algorithm;

import dev.skep.api.SecretBytes;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Derives the keys of one K and one context, see {@link KeyDerivation#begin}. Not thread-safe.
 * Closing it erases what it holds.
 */
@ConsumerType
public interface Derivation extends AutoCloseable {
  /**
   * Derives one key, the same as {@link KeyDerivation#derive} does.
   *
   * @param label ASCII: HKDF's info, KBKDF's label
   * @param lengthBytes 1 to 255
   * @return the key; the caller closes it
   * @throws IllegalArgumentException if the length is outside its range
   * @throws IllegalStateException if this is closed, or K is and is still needed
   */
  SecretBytes derive(String label, int lengthBytes);

  /** Erases what was computed from K, not K itself. May be called again. */
  @Override
  void close();
}

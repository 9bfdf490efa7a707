package dev.skep.server.core.internal.seal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import java.util.Optional;

/**
 * Seals what outlives the process, under the store key that the nodes of one issuer share.
 * Thread-safe.
 */
public interface StoreSealer {
  /**
   * Seals a secret.
   *
   * @param purpose keeps boxes of different kinds and places apart, ASCII
   * @param content read, not kept
   */
  Bytes seal(String purpose, SecretBytes content);

  /**
   * Opens a box.
   *
   * @param box any bytes
   * @return the content, which the caller closes, or empty if it was not sealed for this purpose
   *     under this key
   */
  Optional<SecretBytes> open(String purpose, Bytes box);
}

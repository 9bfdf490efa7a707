package dev.skep.server.core.internal.keys;

import dev.skep.api.Bytes;
import dev.skep.protocol.provisioning.ManagementKey;
import java.util.Optional;

/**
 * The key by which this issuer proves its authority over its objects in SEs (spec rule D-11). It is
 * never rotated by itself: objects remember it. Thread-safe.
 */
public interface ManagementKeys {
  /** The public half, for requests; empty while there is none. */
  Optional<ManagementKey> current();

  /**
   * Signs with the private half of a key that {@link #current} gave, on this node or another.
   *
   * @return the signature in the encoding of the key's scheme; empty if the key is not here
   */
  Optional<Bytes> sign(ManagementKey key, Bytes message);
}

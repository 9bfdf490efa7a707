package dev.skep.server.core.internal.offer;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.KeyTransport;
import java.util.Optional;

/** The keys of transports that have no key pair of their own for each offer. Thread-safe. */
public interface StaticKeys {
  /**
   * The key to offer now; empty while there is none yet.
   *
   * @param transport whose {@code keyPairPerOffer} is false
   */
  Optional<ServerKey> current(KeyTransport transport);

  /** A key that was offered and is not erased yet. */
  Optional<ServerKey> find(KeyTransport transport, Bytes keyId);
}

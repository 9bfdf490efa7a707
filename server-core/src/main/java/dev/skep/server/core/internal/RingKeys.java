package dev.skep.server.core.internal;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.server.core.internal.keys.KeyRing;
import dev.skep.server.core.internal.keys.KeyRingException;
import dev.skep.server.core.internal.keys.TransportKey;
import dev.skep.server.core.internal.offer.ServerKey;
import dev.skep.server.core.internal.offer.StaticKeys;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key ring as the ceremony sees it: a key that cannot be had is not offered, and logged. */
final class RingKeys implements StaticKeys {
  private static final Logger LOG = LoggerFactory.getLogger(RingKeys.class);

  private final KeyRing ring;

  RingKeys(KeyRing ring) {
    this.ring = ring;
  }

  @Override
  public Optional<ServerKey> current(KeyTransport transport) {
    try {
      return Optional.of(serverKey(ring.current(transport)));
    } catch (KeyRingException e) {
      LOG.error("{} is not offered: {}", transport.name(), e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public Optional<ServerKey> find(KeyTransport transport, Bytes keyId) {
    try {
      return ring.find(transport, keyId.toHex()).map(RingKeys::serverKey);
    } catch (KeyRingException e) {
      LOG.error("a key of {} cannot be used: {}", transport.name(), e.getMessage());
      return Optional.empty();
    }
  }

  private static ServerKey serverKey(TransportKey key) {
    return new ServerKey(Bytes.hex(key.keyId()), key.subjectPublicKeyInfo(), key.keyPair());
  }
}

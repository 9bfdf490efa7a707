package dev.skep.server.core.internal.offer;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.message.Offer;
import dev.skep.server.core.internal.seal.BoxReader;
import dev.skep.server.core.internal.seal.BoxWriter;
import dev.skep.server.core.internal.seal.StoreSealer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the server must remember of an offer, for the client to carry (spec rule O-4): the offer
 * itself, and the private keys that were made for it. Closing it erases them.
 *
 * @param encodedOffer as it went out
 * @param offer the same, parsed
 * @param privateKeys PKCS#8 by the name of the transport
 */
public record OfferToken(Bytes encodedOffer, Offer offer, Map<String, SecretBytes> privateKeys)
    implements AutoCloseable {
  private static final String PURPOSE = "offer token";
  private static final CborLimits LIMITS = new CborLimits(1 << 20, 8);

  /** Copies the map, and takes the keys. */
  public OfferToken {
    privateKeys = Map.copyOf(privateKeys);
  }

  /** Seals it; the private keys are read, not kept. */
  static Bytes seal(StoreSealer sealer, Bytes encodedOffer, Map<String, SecretBytes> privateKeys) {
    try (BoxWriter box = new BoxWriter()) {
      box.add(encodedOffer);
      privateKeys.forEach((transport, key) -> box.add(transport).add(key));
      try (SecretBytes content = box.join()) {
        return sealer.seal(PURPOSE, content);
      }
    }
  }

  /**
   * Opens a token.
   *
   * @return empty if this server did not seal it
   */
  public static Optional<OfferToken> open(StoreSealer sealer, Bytes token) {
    Optional<SecretBytes> content = sealer.open(PURPOSE, token);
    if (content.isEmpty()) {
      return Optional.empty();
    }
    try (SecretBytes opened = content.get();
        BoxReader box = new BoxReader(opened)) {
      Bytes encodedOffer = box.bytes();
      Map<String, SecretBytes> keys = new TreeMap<>();
      while (box.hasMore()) {
        keys.put(box.text(), box.secret());
      }
      return Optional.of(new OfferToken(encodedOffer, Offer.decode(encodedOffer, LIMITS), keys));
    } catch (MalformedMessageException e) {
      throw new IllegalStateException("an offer that was sealed here does not parse", e);
    }
  }

  @Override
  public void close() {
    privateKeys.values().forEach(SecretBytes::close);
  }

  /** Shows the session only. */
  @Override
  public String toString() {
    return "OfferToken[" + offer.sessionId().toHex() + "]";
  }
}

package dev.skep.protocol.message;

import dev.skep.api.Bytes;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.cbor.MapReader;
import dev.skep.protocol.cbor.MapWriter;

/**
 * An offer on its way (spec 5.1).
 *
 * @param offer the encoded {@link Offer}, byte for byte as it goes into the transcript
 * @param token the server's own state, opaque to everybody else
 */
public record OfferEnvelope(Bytes offer, Bytes token) {
  /** The message's only encoding. */
  public Bytes encode() {
    return new MapWriter().bytes(1, offer).bytes(2, token).encode();
  }

  /**
   * Parses an envelope, not what is in it.
   *
   * @throws MalformedMessageException if it is none
   */
  public static OfferEnvelope decode(Bytes message, CborLimits limits)
      throws MalformedMessageException {
    MapReader map = MapReader.of(message, limits);
    OfferEnvelope envelope =
        new OfferEnvelope(
            map.bytes(1, 1, limits.maximumBytes()), map.bytes(2, 1, limits.maximumBytes()));
    map.end();
    return envelope;
  }
}

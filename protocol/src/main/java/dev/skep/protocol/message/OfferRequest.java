package dev.skep.protocol.message;

import dev.skep.api.Bytes;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.cbor.MapReader;
import dev.skep.protocol.cbor.MapWriter;
import java.util.Optional;

/**
 * Asks for an offer (spec 5.1). No bytes at all mean the same as an empty map.
 *
 * @param enrolmentCode what the holder was given, UTF-8, up to 256 bytes
 */
public record OfferRequest(Optional<Bytes> enrolmentCode) {
  /** The message's only encoding. */
  public Bytes encode() {
    MapWriter map = new MapWriter();
    enrolmentCode.ifPresent(code -> map.bytes(1, code));
    return map.encode();
  }

  /**
   * Parses a request.
   *
   * @throws MalformedMessageException if it is none
   */
  public static OfferRequest decode(Bytes message, CborLimits limits)
      throws MalformedMessageException {
    if (message.length() == 0) {
      return new OfferRequest(Optional.empty());
    }
    MapReader map = MapReader.of(message, limits);
    OfferRequest request = new OfferRequest(map.optionalBytes(1, 1, 256));
    map.end();
    return request;
  }

  /** Does not show the code. */
  @Override
  public String toString() {
    return "OfferRequest[" + (enrolmentCode.isPresent() ? "with a code" : "without a code") + "]";
  }
}

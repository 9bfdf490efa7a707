package dev.skep.api.se;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;

/**
 * What goes into the atomic step of the SE (spec section 5).
 *
 * @param sessionId 16 bytes, of the offer
 * @param offerHash H(offer), 32 to 64 bytes, H being the hash of the chosen kdf
 * @param suite one choice out of each list of the offer
 * @param serverPublicKey the offer's key for the chosen transport, SPKI in DER
 * @param request the issuer's request of the offer, possibly empty
 */
public record EstablishRequest(
    Bytes sessionId, Bytes offerHash, Suite suite, Bytes serverPublicKey, Bytes request) {
  /** Checks the sizes. */
  public EstablishRequest {
    if (sessionId.length() != 16) {
      throw new IllegalArgumentException("sessionId has 16 bytes, not " + sessionId.length());
    }
    if (offerHash.length() < 32 || offerHash.length() > 64) {
      throw new IllegalArgumentException("offerHash has 32 to 64 bytes");
    }
  }
}

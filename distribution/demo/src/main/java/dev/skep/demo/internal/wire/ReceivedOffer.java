package dev.skep.demo.internal.wire;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.api.se.EstablishRequest;
import dev.skep.api.se.Established;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.message.OfferEnvelope;
import dev.skep.protocol.message.Response;

/**
 * An offer as it came from the server.
 *
 * @param offer what it says
 * @param encoded the same, byte for byte
 * @param token the server's own state
 */
public record ReceivedOffer(Offer offer, Bytes encoded, Bytes token) {
  /**
   * Parses an envelope.
   *
   * @throws MalformedMessageException if it is none
   */
  public static ReceivedOffer of(Bytes body) throws MalformedMessageException {
    OfferEnvelope envelope = OfferEnvelope.decode(body, CborLimits.DEFAULT);
    Offer offer = Offer.decode(envelope.offer(), CborLimits.DEFAULT);
    return new ReceivedOffer(offer, envelope.offer(), envelope.token());
  }

  /**
   * What an SE is asked, with any key in the place of ServerPubK.
   *
   * @param hash the JCA name of H
   * @param serverPublicKey SPKI in DER
   */
  public EstablishRequest request(Suite suite, String hash, Bytes serverPublicKey) {
    return new EstablishRequest(
        offer.sessionId(),
        Transcript.digest(hash, encoded),
        suite,
        serverPublicKey,
        offer.request());
  }

  /**
   * ServerPubK of a transport.
   *
   * @throws IllegalArgumentException if the offer does not have that transport
   */
  public Bytes serverPublicKey(String transport) {
    return offer
        .transport(transport)
        .orElseThrow(() -> new IllegalArgumentException("the offer is without " + transport))
        .publicKey();
  }

  /** The SE's answer under this offer's name, with any EK. */
  public Response response(Suite suite, Established made, Bytes encapsulatedKey) {
    return new Response(
        token,
        suite,
        made.seNonce(),
        encapsulatedKey,
        made.attestation(),
        made.certificateChain(),
        made.records());
  }
}

package dev.skep.itest.session;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.api.se.EstablishRequest;
import dev.skep.api.se.Established;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.message.Response;
import java.util.List;

/**
 * An offer as it came from the server.
 *
 * @param encoded the offer's own bytes
 * @param token the server's sealed state
 * @param offer decoded
 */
record ReceivedOffer(Bytes encoded, Bytes token, Offer offer) {
  /** The names of the transports, in the server's order. */
  List<String> transports() {
    return offer.transports().stream().map(Offer.TransportKey::transport).toList();
  }

  /** What an SE is asked for with the server's own key; for kdfs with SHA-256. */
  EstablishRequest request(Suite suite) {
    return request(suite, offer.transport(suite.transport()).orElseThrow().publicKey());
  }

  /** What an SE is asked for with somebody's key; for kdfs with SHA-256. */
  EstablishRequest request(Suite suite, Bytes publicKey) {
    return new EstablishRequest(
        offer.sessionId(),
        Transcript.digest("SHA-256", encoded),
        suite,
        publicKey,
        offer.request());
  }

  /** The message that goes to the server. */
  Response response(Suite suite, Established made) {
    return new Response(
        token,
        suite,
        made.seNonce(),
        made.encapsulatedKey(),
        made.attestation(),
        made.certificateChain(),
        made.records());
  }

  /** What is offered, by the name of the setting that allows it. */
  List<String> names(String setting) {
    return switch (setting) {
      case "transports" -> transports();
      case "attestations" -> offer.attestations();
      case "kdfs" -> offer.kdfs();
      case "ciphers" -> offer.ciphers();
      default -> throw new IllegalArgumentException("no list of algorithms: " + setting);
    };
  }
}

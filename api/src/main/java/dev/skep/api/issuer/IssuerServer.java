package dev.skep.api.issuer;

import dev.skep.api.Bytes;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The issuer's side of the ceremony, without a network: a binding hands message bodies in and
 * carries the answers out. Thread-safe. Never throws for what a peer sends.
 */
@ProviderType
public interface IssuerServer {
  /**
   * Makes an offer (spec section 5, step 2).
   *
   * @param body an OfferRequest message, or empty
   * @param peer where it came from, for the audit log only
   * @return the offer's envelope, or a refusal
   */
  Answer offer(Bytes body, String peer);

  /**
   * Accepts or rejects a Response (spec section 8, step 4), once for each offer.
   *
   * @return the server's first records, or a refusal
   */
  Answer establish(Bytes body, String peer);

  /**
   * Takes the SE's records of an established session.
   *
   * @param sessionId as in the path of the request: any bytes
   * @return the server's records, or a refusal
   */
  Answer records(Bytes sessionId, Bytes body, String peer);

  /** What goes back to the peer. */
  sealed interface Answer {
    /**
     * All is well.
     *
     * @param body a CBOR message
     */
    record Accepted(Bytes body) implements Answer {}

    /**
     * Nothing was done.
     *
     * @param code all that the peer learns
     */
    record Refused(RefusalCode code) implements Answer {}
  }
}

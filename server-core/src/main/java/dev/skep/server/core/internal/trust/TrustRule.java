package dev.skep.server.core.internal.trust;

import dev.skep.api.Rejection;

/** The numbered rules that a device's certificate chain must meet (spec section 8). */
enum TrustRule {
  /** At least one and at most so many certificates, none too long. */
  CHAIN_SIZE("S-7.1"),
  /** Each is exactly one X.509 version 3 certificate in DER with a positive serial number. */
  ENCODING("S-7.2"),
  /** Leaf first, each issued by the next, none twice; an anchor among them is only ignored. */
  CHAIN_ORDER("S-7.3"),
  /** No signature by MD5 or SHA-1, no weak or oversized key. */
  ALGORITHMS("S-7.4"),
  /** All are valid at the time, within the clock skew; no expiry only where configured. */
  VALIDITY("S-7.5"),
  /** The leaf is no CA and may sign. */
  LEAF_USE("S-7.6"),
  /** The leaf has the extended key usage and the policy that are configured. */
  LEAF_PURPOSE("S-7.7"),
  /** A configured anchor issued the last one. */
  ANCHOR("S-7.8"),
  /** The path is valid by RFC 5280 section 6.1, with the policy inputs that are configured. */
  PATH("S-7.9"),
  /** None is revoked, by lists that are fresh, full and signed by the issuer. */
  REVOCATION("S-7.10");

  private final String id;

  TrustRule(String id) {
    this.id = id;
  }

  /** The rule's number in the specification. */
  String id() {
    return id;
  }

  Rejection rejection(String reason) {
    return new Rejection(id, reason);
  }

  /** Ends the judgement of a chain. */
  UntrustedException violatedBy(String reason) {
    return new UntrustedException(rejection(reason));
  }
}

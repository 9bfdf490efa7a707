package dev.skep.api.issuer;

import dev.skep.api.Bytes;
import dev.skep.api.Rejection;
import java.util.Set;

/** What {@link DeviceTrust} says of a chain. */
public sealed interface TrustDecision {
  /**
   * The chain is good.
   *
   * @param leafPublicKey SE_PubK, SPKI in DER
   * @param subject the leaf's subject, RFC 2253, for the audit log
   * @param policies the OIDs of the leaf's certificate policies
   */
  record Trusted(Bytes leafPublicKey, String subject, Set<String> policies)
      implements TrustDecision {
    /** Copies the set. */
    public Trusted {
      policies = Set.copyOf(policies);
    }
  }

  /**
   * The chain is not good.
   *
   * @param rejection why, for the audit log
   */
  record Untrusted(Rejection rejection) implements TrustDecision {}
}

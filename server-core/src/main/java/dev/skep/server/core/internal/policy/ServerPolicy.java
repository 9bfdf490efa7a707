package dev.skep.server.core.internal.policy;

import dev.skep.api.Suite;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the operator allows, as one value that is exchanged as a whole.
 *
 * @param issuer the issuer's URI in every offer
 * @param algorithms the allowed names, preferred ones first
 * @param offerLifetime how long a response to an offer is taken
 * @param sessionLifetime how long an established session may go on
 * @param diasPolicyOid if DIAS-like schemes are on: the OID that a device certificate must carry
 * @param maximumMessageBytes the longest message that is parsed
 */
public record ServerPolicy(
    String issuer,
    Algorithms algorithms,
    Duration offerLifetime,
    Duration sessionLifetime,
    Optional<String> diasPolicyOid,
    int maximumMessageBytes) {
  /**
   * The allowed names of each choice, in the order of preference.
   *
   * @param transports key transports
   * @param attestations attestation schemes
   * @param kdfs key derivation functions
   * @param ciphers record ciphers
   */
  public record Algorithms(
      List<String> transports, List<String> attestations, List<String> kdfs, List<String> ciphers) {
    /** Copies the lists. */
    public Algorithms {
      transports = List.copyOf(transports);
      attestations = List.copyOf(attestations);
      kdfs = List.copyOf(kdfs);
      ciphers = List.copyOf(ciphers);
    }
  }

  /** Whether all four choices are allowed. */
  public boolean allows(Suite suite) {
    return algorithms.transports().contains(suite.transport())
        && algorithms.attestations().contains(suite.attestation())
        && algorithms.kdfs().contains(suite.kdf())
        && algorithms.ciphers().contains(suite.cipher());
  }

  /** Whether a scheme whose key may also sign ordinary data is allowed at all. */
  public boolean allowsDualUse() {
    return diasPolicyOid.isPresent();
  }
}

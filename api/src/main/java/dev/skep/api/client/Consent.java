package dev.skep.api.client;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Asks the holder whether an SE may answer an offer. What an SE sends identifies it: without this
 * question any site could collect device certificates.
 */
@ConsumerType
@FunctionalInterface
public interface Consent {
  /** Agrees to everything, for callers that have asked before. */
  Consent ALWAYS = proposal -> true;

  /**
   * What is about to happen, as the offer says it; nobody has vouched for it yet.
   *
   * @param issuer the issuer's URI
   * @param account whose account it is for, empty if the offer does not say
   * @param keys labels of the keys that the SE is to make
   */
  record Proposal(String issuer, String account, java.util.List<String> keys) {
    /** Copies the list. */
    public Proposal {
      keys = java.util.List.copyOf(keys);
    }
  }

  /** Whether to go on. */
  boolean given(Proposal proposal);
}

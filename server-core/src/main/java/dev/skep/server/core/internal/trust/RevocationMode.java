package dev.skep.server.core.internal.trust;

/** What revocation lists are needed for a chain to be trusted. */
public enum RevocationMode {
  /** Every certificate below the anchor must be covered by a fresh list. */
  REQUIRE,
  /**
   * Where there is a list of the issuer, it must be usable and fresh; where not, none is missed.
   */
  IF_PRESENT,
  /** Lists are not looked at. */
  OFF
}

package dev.skep.server.core.internal.trust;

import java.util.Optional;

/**
 * What a device's own certificate must have beyond the rules that always hold.
 *
 * @param extendedKeyUsage an OID that it must list itself; {@code anyExtendedKeyUsage} is no
 *     substitute
 * @param policy an OID that its certificate policies must list
 * @param allowNoExpiry whether it may end at 99991231235959Z, "no well-defined expiration date"
 *     (RFC 5280 4.1.2.5)
 */
public record LeafRequirements(
    Optional<String> extendedKeyUsage, Optional<String> policy, boolean allowNoExpiry) {
  /** Nothing further, and an expiry. */
  public static final LeafRequirements NONE =
      new LeafRequirements(Optional.empty(), Optional.empty(), false);
}

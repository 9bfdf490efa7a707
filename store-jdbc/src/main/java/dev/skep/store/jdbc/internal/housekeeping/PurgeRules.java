package dev.skep.store.jdbc.internal.housekeeping;

import java.time.Duration;
import java.util.Optional;

/**
 * How long what is over is kept.
 *
 * @param claimGrace claims, beyond their expiry: more than the clocks of all nodes can differ
 * @param auditKeep audit events, from their time on; for ever where empty
 */
public record PurgeRules(Duration claimGrace, Optional<Duration> auditKeep) {
  /** Checks the spans. */
  public PurgeRules {
    if (claimGrace.isNegative() || auditKeep.filter(Duration::isNegative).isPresent()) {
      throw new IllegalArgumentException("nothing is purged before its time");
    }
  }
}

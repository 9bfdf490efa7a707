package dev.skep.api.issuer;

import dev.skep.api.Rejection;

/** What {@link EnrollmentAuthority#provision} says. */
public sealed interface ProvisioningDecision {
  /**
   * Go on.
   *
   * @param order the caller closes it
   */
  record Granted(ProvisioningOrder order) implements ProvisioningDecision {}

  /**
   * Reject the session.
   *
   * @param rejection why, for the audit log
   */
  record Denied(Rejection rejection) implements ProvisioningDecision {}
}

package dev.skep.api.issuer;

import dev.skep.api.Bytes;
import dev.skep.api.Rejection;

/** What {@link EnrollmentAuthority} says. */
public sealed interface EnrollmentDecision {
  /**
   * Go on.
   *
   * @param account whose session it is, for the audit log
   * @param request the issuer's request for this session, which goes into the offer
   */
  record Authorized(String account, Bytes request) implements EnrollmentDecision {}

  /**
   * Make no offer.
   *
   * @param rejection why, for the audit log
   */
  record Denied(Rejection rejection) implements EnrollmentDecision {}

  /**
   * It cannot be said now; a retry can help.
   *
   * @param rejection why, for the audit log
   */
  record Unavailable(Rejection rejection) implements EnrollmentDecision {}
}

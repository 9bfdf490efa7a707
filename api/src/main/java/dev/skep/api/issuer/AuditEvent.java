package dev.skep.api.issuer;

import dev.skep.api.Rejection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that the server did, with the exact reason where it refused.
 *
 * @param time when
 * @param kind what
 * @param sessionId in hexadecimal, empty if there is none yet
 * @param peer where the message came from
 * @param rejection why, where something was refused
 * @param checks what was checked and passed, in order, for a person to read
 * @param details more, for example the suite or the subject of the device certificate
 */
public record AuditEvent(
    Instant time,
    Kind kind,
    String sessionId,
    String peer,
    Optional<Rejection> rejection,
    List<String> checks,
    Map<String, String> details) {
  /** Copies the collections. */
  public AuditEvent {
    checks = List.copyOf(checks);
    details = Map.copyOf(details);
  }

  /** What happened. */
  public enum Kind {
    /** An offer was made. */
    OFFERED,
    /** No offer was made. */
    OFFER_REFUSED,
    /** A session was established. */
    ESTABLISHED,
    /** A response was refused; the session is dead. */
    REJECTED,
    /** A retryable refusal: the offer was expired or withdrawn. */
    OFFER_LAPSED,
    /** Records were taken and answered. */
    RECORDS,
    /** A session came to its regular end. */
    COMPLETED,
    /** A session was closed because something failed. */
    CLOSED,
    /** Trust, keys or policy changed. */
    CONFIGURED,
    /** An operator allowed or cancelled an enrolment, or revoked a certificate. */
    ISSUER_ACTION
  }
}

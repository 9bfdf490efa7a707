package dev.skep.api.issuer;

import dev.skep.api.Bytes;
import java.util.Optional;

/**
 * An enrolment as it stands.
 *
 * @param terms what was fixed at first
 * @param state how far it is
 * @param failedAttempts how many wrong codes were tried
 * @param sessionId its newest session, if it had one; the completing one once completed
 */
public record Enrollment(
    EnrollmentTerms terms, EnrollmentState state, int failedAttempts, Optional<Bytes> sessionId) {}

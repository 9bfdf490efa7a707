package dev.skep.api.issuer;

import java.time.Duration;
import java.util.Optional;

/**
 * What an operator asks of {@link EnrollmentDesk}.
 *
 * @param account whose enrolment it is
 * @param plan the plan's name
 * @param validity how long the code is good; the configured default where empty
 * @param device SHA-256 of the only device certificate that may use it, in hexadecimal, if one is
 *     to be fixed
 */
public record EnrollmentSpec(
    String account, String plan, Optional<Duration> validity, Optional<String> device) {}

package dev.skep.server.core.internal.enrollment;

import java.time.Duration;

/**
 * What the operator allows of codes.
 *
 * @param codeRequired whether there are no sessions without a code
 * @param codeValidity how long a code is good where neither operator nor plan says so
 * @param attempts how many wrong codes block an enrolment
 */
public record EnrollmentPolicy(boolean codeRequired, Duration codeValidity, int attempts) {}

/**
 * Enrolments: who may have what put into an SE, by one-time codes (spec section 14) and plans.
 *
 * <p>It keeps codes as hashes and orders sealed, in an {@link dev.skep.api.issuer.EnrollmentStore}.
 * It runs no sessions and issues no certificates.
 */
@NullMarked
package dev.skep.server.core.internal.enrollment;

import org.jspecify.annotations.NullMarked;

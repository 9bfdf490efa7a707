/**
 * RSA in its two roles (spec sections 3 and 4; RFC 8017): the key transport {@code RSA-OAEP-256}
 * and the attestation schemes {@code PS256}, {@code PS384}, {@code RS256} and {@code RS256-DIAS}.
 * Every key from outside is checked here before it is used.
 *
 * <p>There is deliberately no PKCS #1 v1.5 encryption, no signature over a digest made outside, and
 * no RSA arithmetic on secrets: the private operation is a JCA engine's. Which key may serve which
 * algorithm, and whether a dual-use scheme is accepted, is the server's policy.
 */
@NullMarked
package dev.skep.provider.rsa.internal;

import org.jspecify.annotations.NullMarked;

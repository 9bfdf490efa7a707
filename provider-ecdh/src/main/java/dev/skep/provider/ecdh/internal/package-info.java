/**
 * Elliptic-curve algorithms as services: the key transports of RFC 9180 section 4.1 (DHKEM, base
 * mode) and the attestation schemes of RFC 7518 section 3.4 (ECDSA) and RFC 8032 (Ed25519).
 *
 * <p>Keys, encapsulated keys and signatures are checked here, completely and before an engine sees
 * them; the group arithmetic on secrets is an engine's, a JCA provider that configuration picks for
 * each operation. It does no HPKE beyond the KEM, and names no engine's classes.
 */
@NullMarked
package dev.skep.provider.ecdh.internal;

import org.jspecify.annotations.NullMarked;

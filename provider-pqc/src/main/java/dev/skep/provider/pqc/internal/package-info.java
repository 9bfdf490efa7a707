/**
 * Post-quantum algorithms as services: the key transports of FIPS 203 (ML-KEM), alone and with
 * X25519 beside it (X-Wing, draft-connolly-cfrg-xwing-kem), and the attestation schemes of FIPS 204
 * (ML-DSA).
 *
 * <p>Keys, encapsulated keys and signatures are checked here, before an engine sees them; the
 * arithmetic is an engine's, a JCA provider that configuration picks for each operation. ML-KEM has
 * no interface in the JCA of Java 17: engines are asked through Bouncy Castle's. There are no other
 * parameter sets, no contexts, no pre-hashed signatures and no keys without their seed.
 */
@NullMarked
package dev.skep.provider.pqc.internal;

import org.jspecify.annotations.NullMarked;

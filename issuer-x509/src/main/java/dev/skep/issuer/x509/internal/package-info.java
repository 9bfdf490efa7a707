/**
 * The default certification authority: issues X.509 certificates (RFC 5280) for attested keys and
 * publishes the revocation list, with Bouncy Castle and a CA key in a PKCS#12 file.
 *
 * <p>It certifies what it is given: it verifies no attestation, keeps no record of what it issued
 * and revokes nothing; the server does the first, its store the others. It renews no CA.
 */
@NullMarked
package dev.skep.issuer.x509.internal;

import org.jspecify.annotations.NullMarked;

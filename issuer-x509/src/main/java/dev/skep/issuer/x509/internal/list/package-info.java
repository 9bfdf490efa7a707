/**
 * The revocation list (RFC 5280 section 5): full CRLs, made when the register has changed.
 *
 * <p>No delta CRLs, no indirect ones, no partitions.
 */
@NullMarked
package dev.skep.issuer.x509.internal.list;

import org.jspecify.annotations.NullMarked;

/**
 * The CA's key and certificate: read from a PKCS#12 file, checked, and, for demonstrations, made.
 *
 * <p>It knows nothing of what is signed with the key.
 */
@NullMarked
package dev.skep.issuer.x509.internal.ca;

import org.jspecify.annotations.NullMarked;

/**
 * Certificates of subjects (RFC 5280 section 4): what of a request is taken, and what is refused.
 *
 * <p>No extension and no encoding of a request gets into a certificate unread: everything is parsed
 * and written anew.
 */
@NullMarked
package dev.skep.issuer.x509.internal.certificate;

import org.jspecify.annotations.NullMarked;

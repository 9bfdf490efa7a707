/**
 * Trust in device makers (spec section 8): anchors and revocation lists in directories, and the
 * judgement of a device's certificate chain by them.
 *
 * <p>It never opens a connection: no address in a certificate or list is followed. It does not
 * judge whether a leaf's key fits an attestation scheme; that is the scheme's work.
 */
@NullMarked
package dev.skep.server.core.internal.trust;

import org.jspecify.annotations.NullMarked;

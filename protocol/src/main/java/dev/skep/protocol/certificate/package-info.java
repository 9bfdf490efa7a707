/**
 * What a server and whoever else verifies an attestation must judge alike of the certificates of a
 * device's chain (spec section 8.1): which algorithms they may have, and whether PKIX takes the
 * path.
 *
 * <p>It trusts nothing by itself: anchors, revocation, and what else an issuer asks of a leaf are
 * its caller's.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.skep.protocol.certificate;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

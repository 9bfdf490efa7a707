/**
 * What an issuer provisions: PINs, PUKs, keys and secrets, each as its terms (spec section 11).
 *
 * <p>It holds no secret values and decides nothing; the roles that use it are the issuer's and the
 * SE's.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.skep.api.provisioning;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

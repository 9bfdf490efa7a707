/**
 * The security element's role (spec section 5): establish, process, abort, and what it says of
 * itself; and its personalisation.
 *
 * <p>K, derived keys and imported secrets never cross this boundary: records go in and out opaque.
 */
@Export
@Version("1.1.0")
@NullMarked
package dev.skep.api.se;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

/**
 * Files that hold secrets or must outlive a loss of power, written and checked in one way by all
 * bundles.
 *
 * <p>It knows nothing of what is in them. Here because the arrows of the architecture give the
 * bundles that need it no other home in common (docs/decisions/0014).
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.skep.api.files;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

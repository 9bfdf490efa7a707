/**
 * Strict reading of DER, for algorithm bundles that check keys and signatures byte by byte (spec
 * section 3.5).
 *
 * <p>It knows no type of keys, and writes nothing.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.skep.api.der;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

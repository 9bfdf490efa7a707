/**
 * The messages of spec section 5 as records, with strict parsers.
 *
 * <p>It checks form and sizes only; whether a message is acceptable is the receiver's decision.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.skep.protocol.message;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

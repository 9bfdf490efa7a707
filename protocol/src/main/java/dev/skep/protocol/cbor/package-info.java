/**
 * Deterministic CBOR (RFC 8949 section 4.2.1) in the narrow profile of spec section 4.
 *
 * <p>It knows no message; see {@code dev.skep.protocol.message}.
 */
@Export
@Version("1.1.0")
@NullMarked
package dev.skep.protocol.cbor;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

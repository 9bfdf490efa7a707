/**
 * What a vendor builds a security element on (spec sections 5 to 7 and 10 to 12): it brings the
 * attestation key ({@code DeviceKeys}, {@code DeviceKey}) and a place for the state ({@code
 * SealedStorage}, or a key for the files of {@code FileStorage}), and {@code SecurityElementKernel}
 * makes an SE of them.
 *
 * <p>All that the specification says of an SE is inside. It registers no service, reads no
 * configuration and has no algorithm: these come from the catalogue. Whether the parts keep their
 * secrets is up to the vendor.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.skep.se.kernel;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

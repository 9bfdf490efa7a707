/**
 * What both ends must read and compute identically to provision an SE (spec sections 10 to 12): the
 * issuer's request, the attributes of each operation, the receipt, key attestation, MACs over
 * outside data.
 *
 * <p>It keeps no objects and decides nothing: that is the SE's kernel and the issuer's server.
 */
@Export
@Version("1.1.0")
@NullMarked
package dev.skep.protocol.provisioning;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

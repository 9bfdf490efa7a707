/**
 * The four algorithm roles of a suite (spec section 3): key transport, attestation, key derivation,
 * record cipher. A bundle brings an algorithm by registering one service of a role with the
 * property {@code skep.algorithm}; on the module path, by {@code provides … with …}.
 *
 * <p>It holds no implementation and does not choose between algorithms; that is the catalogue's
 * job.
 */
@Export
@Version("1.1.0")
@NullMarked
package dev.skep.api.algorithm;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

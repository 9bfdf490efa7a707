/**
 * Transcript, attestation message, key schedule and record protection (spec sections 5 to 7).
 *
 * <p>It chooses no algorithm, keeps no session and talks to no network.
 */
@Export
@Version("1.1.0")
@NullMarked
package dev.skep.protocol;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

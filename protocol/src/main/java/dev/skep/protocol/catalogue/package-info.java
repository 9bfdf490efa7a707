/**
 * The algorithms that are installed now, lent under leases so that a bundle can go away while calls
 * are in flight.
 *
 * <p>It knows no policy: which algorithms are allowed is the server's business.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.skep.protocol.catalogue;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

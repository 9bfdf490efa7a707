/**
 * What every store of sessions has to do (spec rules S-10, S-13, S-15, R-7, R-8 and P-3), as tests
 * that its vendor runs: {@link dev.skep.testkit.store.SessionStoreContract}.
 *
 * <p>It does not cut power in the middle of a write, take a database away, or let time pass; a
 * vendor tests these where it can reach inside.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.skep.testkit.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

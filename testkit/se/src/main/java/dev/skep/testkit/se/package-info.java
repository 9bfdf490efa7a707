/**
 * What every security element has to do (spec sections 5 to 7 and 10 to 13), as tests that its
 * vendor runs: {@link dev.skep.testkit.se.SecurityElementContract}; and the server's end of a
 * session, to write further tests with.
 *
 * <p>It drives an SE from outside, as a server would. It does not cut power in the middle of a
 * write, let time pass, spoil a random source or a signature, or call from several threads (spec
 * rules E-3, E-5, P-2, P-6, U-2, R-8): a vendor tests these where it can reach inside.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.skep.testkit.se;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

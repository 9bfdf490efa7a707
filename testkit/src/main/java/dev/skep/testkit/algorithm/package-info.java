/**
 * What the algorithms of a suite have to do (spec section 3), as tests that their vendor runs: one
 * class for each role.
 *
 * <p>It knows no algorithm: that one computes what its standard says is for test vectors ({@link
 * dev.skep.testkit.vectors}), and that a key is weak in a way of its own for {@code
 * unfitPublicKeys}.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.skep.testkit.algorithm;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

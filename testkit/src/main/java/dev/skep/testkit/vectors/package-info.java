/**
 * Readers of test vectors: third-party files in JSON or NIST's response format, and the project's
 * own scenario files; and a count of what became of them.
 *
 * <p>It computes nothing; what a vector means is the test's business.
 */
@Export
@Version("1.1.0")
@NullMarked
package dev.skep.testkit.vectors;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

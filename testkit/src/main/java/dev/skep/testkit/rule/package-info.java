/**
 * What all contracts share: how a rule is marked and named, the report of a run (its shape is in
 * {@code README.md} of the testkit), and the search for secrets in texts.
 *
 * <p>It has no rule itself.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.skep.testkit.rule;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

/**
 * What fuzz targets share: seeds in the form that Jazzer takes, the bound on allocation, the rules
 * of algorithms with keys.
 *
 * <p>The targets themselves are tests of the module whose parser they feed, see {@code
 * docs/fuzzing.md}. Nothing here is published.
 */
@NullMarked
package dev.skep.testkit.fuzz;

import org.jspecify.annotations.NullMarked;

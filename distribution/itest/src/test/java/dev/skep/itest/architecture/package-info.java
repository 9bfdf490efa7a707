/**
 * Checks who may know whom: the table of the house, packages and manifests.
 *
 * <p>The packages below {@code fixture} break the rules on purpose, to show that breaking them is
 * noticed.
 */
@NullMarked
package dev.skep.itest.architecture;

import org.jspecify.annotations.NullMarked;

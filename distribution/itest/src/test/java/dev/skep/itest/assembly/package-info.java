/**
 * Runtimes that bnd's resolver puts together out of the distribution's bundles, by what they say of
 * themselves ({@code dev.skep.api.capability}).
 */
@NullMarked
package dev.skep.itest.assembly;

import org.jspecify.annotations.NullMarked;

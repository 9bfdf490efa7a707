/**
 * What a holder does with committed objects (spec section 13).
 *
 * <p>It sees nothing provisional, and it neither makes nor deletes an object.
 */
@NullMarked
package dev.skep.se.software.internal.kernel.use;

import org.jspecify.annotations.NullMarked;

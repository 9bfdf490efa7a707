/**
 * What a holder does with committed objects (spec section 13).
 *
 * <p>It sees nothing provisional, and it neither makes nor deletes an object.
 */
@NullMarked
package dev.skep.se.kernel.internal.use;

import org.jspecify.annotations.NullMarked;

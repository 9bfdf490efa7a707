/**
 * All that an SE keeps over restarts, and the one way to change it: first in storage, then in
 * memory.
 *
 * <p>It does not know why something changes, and it does no input or output itself.
 */
@NullMarked
package dev.skep.se.kernel.internal.state;

import org.jspecify.annotations.NullMarked;

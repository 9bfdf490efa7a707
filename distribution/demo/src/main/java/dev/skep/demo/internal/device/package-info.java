/**
 * The device maker's part: a device CA and two security elements in software that it certifies
 * (spec section 1).
 *
 * <p>The CA lives in memory for one run. It is no model for a real one.
 */
@NullMarked
package dev.skep.demo.internal.device;

import org.jspecify.annotations.NullMarked;

/**
 * The SE itself (spec sections 5 to 7): personalisation, the atomic step, sessions and their
 * handles. What records do is in {@code operation}, what holders do in {@code use}, what stays in
 * {@code state} and {@code object}.
 *
 * <p>It holds no algorithm (they come from the catalogue), does no input or output (that is {@code
 * storage}) and never sees the private half of the attestation key (that is the vendor's {@code
 * DeviceKey}).
 */
@NullMarked
package dev.skep.se.kernel.internal;

import org.jspecify.annotations.NullMarked;

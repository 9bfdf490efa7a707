/**
 * The server's static transport keys (spec section 4): made, kept encrypted in a directory, rotated
 * and erased.
 *
 * <p>It knows no algorithm by name and makes no keys for transports that have one per offer.
 */
@NullMarked
package dev.skep.server.core.internal.keys;

import org.jspecify.annotations.NullMarked;

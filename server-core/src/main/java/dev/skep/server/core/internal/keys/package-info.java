/**
 * The server's lasting keys: static transport keys (spec section 4), made, rotated and erased, and
 * the management key (spec rule D-11), which stays. Kept encrypted in a directory, or sealed in a
 * database.
 *
 * <p>It knows no algorithm by name and makes no keys for transports that have one per offer.
 */
@NullMarked
package dev.skep.server.core.internal.keys;

import org.jspecify.annotations.NullMarked;

/**
 * Makes offers and opens the tokens that come back (spec 5.1, rules O-1 to O-7).
 *
 * <p>It keeps nothing: what the server must remember of an offer travels in its token.
 */
@NullMarked
package dev.skep.server.core.internal.offer;

import org.jspecify.annotations.NullMarked;

/**
 * What the middleware must not forget while a session comes to its end (spec rules P-2, P-3): from
 * before the SE is given the commit until the server has confirmed it.
 *
 * <p>An entry holds the session's handle, a bearer token, but no key and no plaintext. Nothing is
 * sent from here.
 */
@NullMarked
package dev.skep.client.internal.journal;

import org.jspecify.annotations.NullMarked;

/**
 * The session store of a single node, in its memory.
 *
 * <p>Other nodes do not see it and a restart empties it, so the server pairs it with a token key
 * that dies with the process as well.
 */
@NullMarked
package dev.skep.server.core.internal.store;

import org.jspecify.annotations.NullMarked;

/**
 * The two keys of an SE that never leave a PKCS#11 token: the one that attests, and the one that
 * wraps the key of the storage file. Java's own provider talks to the token; it is handed to each
 * {@code getInstance} and is in no list.
 *
 * <p>The state is not in the token, since tokens have no room for it that can be replaced in one
 * step; nor is it encrypted there, since a commit would take as long as the slowest token.
 */
@NullMarked
package dev.skep.se.pkcs11.internal.token;

import org.jspecify.annotations.NullMarked;

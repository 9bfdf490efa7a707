/**
 * Seals the server's own state before it leaves the process: tokens to clients, sessions to a
 * store.
 *
 * <p>It does not protect anything between the server and an SE.
 */
@NullMarked
package dev.skep.server.core.internal.seal;

import org.jspecify.annotations.NullMarked;

/**
 * The middleware (spec section 9): carries opaque messages between one security element and a
 * server over HTTP, asks for a new offer where the server says so, and tells what happens.
 *
 * <p>It is trusted with nothing: it never sees K, a derived key or a plaintext, it verifies no
 * attestation and no record, and what it decides (the suite, a retry) is checked by both ends. Its
 * own care is to read no more than it must from a server that may be hostile, and to leave no open
 * session in the security element.
 */
@NullMarked
package dev.skep.client.internal;

import org.jspecify.annotations.NullMarked;

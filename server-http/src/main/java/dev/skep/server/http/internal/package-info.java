/**
 * The HTTP binding (spec section 9): routes, limits and refusals around one {@link
 * dev.skep.api.issuer.IssuerServer}, and what the CA publishes, as a servlet on the OSGi servlet
 * whiteboard.
 *
 * <p>It carries message bodies and reads none of them: no CBOR, no key, no decision about a session
 * is made here. Security must not depend on it, as it must not depend on TLS. It does not
 * authenticate peers.
 */
@NullMarked
package dev.skep.server.http.internal;

import org.jspecify.annotations.NullMarked;

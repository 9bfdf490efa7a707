/**
 * Reads the certificates that the issuer's CA made.
 *
 * <p>It judges none: what a device's certificate must be is said in {@link
 * dev.skep.server.core.internal.trust}.
 */
@NullMarked
package dev.skep.server.core.internal.certificate;

import org.jspecify.annotations.NullMarked;

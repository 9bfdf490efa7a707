/**
 * What an issuer has provisioned, as an SE keeps it (spec section 11.1): PINs, PUKs, keys, secrets,
 * and the table of them all.
 *
 * <p>It decides nothing about who may change or use an object, and stores nothing by itself.
 */
@NullMarked
package dev.skep.se.kernel.internal.object;

import org.jspecify.annotations.NullMarked;

/**
 * The commands and answers of {@code APDU.md} as bytes.
 *
 * <p>It sends nothing.
 */
@NullMarked
package dev.skep.se.pcsc.internal.apdu;

import org.jspecify.annotations.NullMarked;

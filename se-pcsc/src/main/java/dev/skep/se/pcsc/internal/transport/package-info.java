/**
 * Commands to a card and back (ISO 7816-4): one interface, and what stands before a card that takes
 * neither long commands nor gives long answers at once.
 *
 * <p>It knows nothing of PC/SC, of what commands mean, or of time.
 */
@NullMarked
package dev.skep.se.pcsc.internal.transport;

import org.jspecify.annotations.NullMarked;

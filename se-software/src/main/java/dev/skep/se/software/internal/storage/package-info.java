/**
 * Where an SE keeps what must survive a restart: one sealed state, replaced as a whole.
 *
 * <p>It does not know what the state means. A vendor replaces it by implementing {@code
 * SealedStorage}. A file by itself cannot tell that it was put back to an older copy of itself;
 * storage that must needs a counter in hardware.
 */
@NullMarked
package dev.skep.se.software.internal.storage;

import org.jspecify.annotations.NullMarked;

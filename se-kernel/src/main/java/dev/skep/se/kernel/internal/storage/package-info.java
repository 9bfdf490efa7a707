/**
 * One sealed state in a file, replaced as a whole, and the AES-GCM that the kernel seals with.
 *
 * <p>It does not know what the state means, and has no key: that is the vendor's {@code
 * StorageKey}.
 */
@NullMarked
package dev.skep.se.kernel.internal.storage;

import org.jspecify.annotations.NullMarked;

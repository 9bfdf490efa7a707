/**
 * What opens the storage file of a software SE: a key in a file, or a passphrase in a file.
 *
 * <p>It neither reads nor writes the storage file; that is the kernel's business.
 */
@NullMarked
package dev.skep.se.software.internal.storage;

import org.jspecify.annotations.NullMarked;

/**
 * What an SE does for each kind of record (spec sections 10 and 11), what of it is provisional, and
 * how all of it becomes permanent at once.
 *
 * <p>It neither opens nor seals records: it is given what was authentic, and says what to answer.
 */
@NullMarked
package dev.skep.se.kernel.internal.operation;

import org.jspecify.annotations.NullMarked;

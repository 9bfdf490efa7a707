/**
 * The machine's PC/SC service: readers, cards, transactions, and what its errors mean.
 *
 * <p>It retries nothing and has no deadlines: that is {@code reader}'s. It never looks into a
 * command.
 */
@NullMarked
package dev.skep.se.pcsc.internal.pcsc;

import org.jspecify.annotations.NullMarked;

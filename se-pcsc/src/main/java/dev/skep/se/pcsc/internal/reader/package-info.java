/**
 * Readers and the cards in them: who comes and goes, one thread for each reader, transactions with
 * SELECT at their beginning, deadlines, bounded repetition.
 *
 * <p>It repeats nothing that may have reached a card, and knows of no command but SELECT and GET
 * INFO.
 */
@NullMarked
package dev.skep.se.pcsc.internal.reader;

import org.jspecify.annotations.NullMarked;

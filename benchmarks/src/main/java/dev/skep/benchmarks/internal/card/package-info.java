/**
 * What an enrolment of a card costs: commands, bytes, and the host's share of the time, through a
 * real pcscd and the driver as it is shipped. The card is simulated, and faster than a real one, so
 * that the host's share is larger here than it is with a card.
 */
@NullMarked
package dev.skep.benchmarks.internal.card;

import org.jspecify.annotations.NullMarked;

/**
 * A card as a security element: what each call of the role is in the card's commands, and what
 * becomes of it when an answer is lost.
 *
 * <p>It holds no key of a session and opens no record: that is the applet's.
 */
@NullMarked
package dev.skep.se.pcsc.internal.card;

import org.jspecify.annotations.NullMarked;

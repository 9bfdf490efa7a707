/**
 * Key derivation (RFC 5869, SP 800-108r1) and record ciphers (SP 800-38D, RFC 7518 section 5.2),
 * one class an algorithm, over JCA engines that configuration picks.
 *
 * <p>It knows nothing of messages, transcripts or sessions, counts no records, and contains no
 * cryptographic primitive of its own.
 */
@NullMarked
package dev.skep.provider.symmetric.internal;

import org.jspecify.annotations.NullMarked;

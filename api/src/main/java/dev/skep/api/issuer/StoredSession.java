package dev.skep.api.issuer;

import dev.skep.api.Bytes;
import java.time.Instant;

/**
 * The state of one session at rest.
 *
 * @param version 0 before the first write, then one more with each
 * @param sealedState opaque, sealed by the server
 * @param expiresAt from then on it may be forgotten
 */
public record StoredSession(long version, Bytes sealedState, Instant expiresAt) {}

package dev.skep.se.kernel.internal.object;

import dev.skep.api.Bytes;

/**
 * What an object remembers of the session that made it (spec rule D-4).
 *
 * @param domain of its issuer, 32 bytes
 * @param serverKeyHash SHA-256 of ServerPubK
 */
public record Origin(Bytes domain, Bytes serverKeyHash) {}

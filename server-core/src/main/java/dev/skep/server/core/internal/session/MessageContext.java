package dev.skep.server.core.internal.session;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.protocol.catalogue.Lease;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.server.core.internal.audit.AuditEvents;
import java.time.Duration;

/**
 * What one message is worked on with. Not thread-safe.
 *
 * @param parts of the server
 * @param roles of the issuer
 * @param limits of parsers, and of what is sent
 * @param audit of this message
 */
record MessageContext(ServerParts parts, IssuerRoles roles, CborLimits limits, AuditEvents audit) {
  private static final Duration SWAP_WAIT = Duration.ofSeconds(2);

  /** Lends an algorithm of a session that is under way; waits for one that is being exchanged. */
  <T extends Algorithm> Lease<T> lease(Class<T> role, String name) throws Refusal {
    return parts
        .catalogue()
        .lease(role, name, SWAP_WAIT)
        .orElseThrow(() -> Refusal.unavailable("S-5", name + " is not installed now"));
  }

  /** The sessions in the store. */
  SessionStates states() {
    return new SessionStates(parts.store(), parts.sealer());
  }
}

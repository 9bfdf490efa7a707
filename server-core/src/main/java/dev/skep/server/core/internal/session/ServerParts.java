package dev.skep.server.core.internal.session;

import dev.skep.api.issuer.AuditSink;
import dev.skep.api.issuer.DeviceTrust;
import dev.skep.api.issuer.SessionStore;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.server.core.internal.offer.StaticKeys;
import dev.skep.server.core.internal.seal.StoreSealer;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * What a server is put together from.
 *
 * @param catalogue the installed algorithms
 * @param trust the judge of certificate chains
 * @param store makes sessions single-use and keeps their state
 * @param staticKeys keys of transports that have none for each offer
 * @param sealer for tokens and stored sessions
 * @param audit told everything
 * @param random for ids, nonces, keys
 * @param clock for lifetimes
 */
public record ServerParts(
    AlgorithmCatalogue catalogue,
    DeviceTrust trust,
    SessionStore store,
    StaticKeys staticKeys,
    StoreSealer sealer,
    AuditSink audit,
    SecureRandom random,
    Clock clock) {}

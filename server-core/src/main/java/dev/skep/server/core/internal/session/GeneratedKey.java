package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.provisioning.KeyTerms;

/**
 * A key whose attestation was verified in this session.
 *
 * @param terms what was asked for
 * @param publicKey SPKI in DER, checked
 * @param attestation an encoded {@link dev.skep.protocol.provisioning.KeyAttestation}; empty where
 *     the request asked for no signature
 */
record GeneratedKey(KeyTerms terms, Bytes publicKey, Bytes attestation) {}

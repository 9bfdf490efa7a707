package dev.skep.api.issuer;

import dev.skep.api.Bytes;

/**
 * A session whose attestation was verified: a genuine SE made its key.
 *
 * @param sessionId 16 bytes
 * @param request the issuer's request, as the offer had it
 * @param deviceSubject the subject of the device certificate, RFC 2253
 * @param deviceCertificate the device certificate, X.509 in DER
 */
public record AttestedSession(
    Bytes sessionId, Bytes request, String deviceSubject, Bytes deviceCertificate) {}

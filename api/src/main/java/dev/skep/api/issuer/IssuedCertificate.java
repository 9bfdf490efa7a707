package dev.skep.api.issuer;

import dev.skep.api.Bytes;
import java.time.Instant;

/**
 * A certificate that was issued for an attested key.
 *
 * @param serialNumber in lower-case hexadecimal without leading zeros; unique for the issuing CA
 * @param certificate X.509 in DER
 * @param keyId the key's id in the SE
 * @param publicKey SPKI in DER
 * @param keyAttestation the SE's signed statement (spec section 12), empty where none was asked for
 * @param notBefore from when it is valid
 * @param notAfter until when it is valid
 */
public record IssuedCertificate(
    String serialNumber,
    Bytes certificate,
    String keyId,
    Bytes publicKey,
    Bytes keyAttestation,
    Instant notBefore,
    Instant notAfter) {}

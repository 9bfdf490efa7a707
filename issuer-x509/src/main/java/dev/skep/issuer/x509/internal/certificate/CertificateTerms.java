package dev.skep.issuer.x509.internal.certificate;

import java.time.Duration;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/**
 * What is the same in all certificates.
 *
 * @param listUrl where the revocation list is, if certificates shall say so; ASCII
 * @param policy the certificate policy, if they shall have one
 * @param backdating how long before now they begin, for clocks that are slow
 * @param longestValidity a longer one that is asked for is refused
 */
public record CertificateTerms(
    Optional<String> listUrl,
    Optional<ASN1ObjectIdentifier> policy,
    Duration backdating,
    Duration longestValidity) {}

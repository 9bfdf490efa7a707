package dev.skep.api.issuer;

import dev.skep.api.Bytes;
import java.time.Duration;
import java.util.Set;

/**
 * What to certify.
 *
 * @param subjectPublicKeyInfo the key, SPKI in DER
 * @param subject the subject's distinguished name, RFC 4514
 * @param keyUsages RFC 5280 names, for example {@code digitalSignature}
 * @param validity from now
 */
public record CertificateRequest(
    Bytes subjectPublicKeyInfo, String subject, Set<String> keyUsages, Duration validity) {
  /** Copies the set. */
  public CertificateRequest {
    keyUsages = Set.copyOf(keyUsages);
  }
}

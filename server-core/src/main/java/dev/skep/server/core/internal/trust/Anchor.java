package dev.skep.server.core.internal.trust;

import dev.skep.api.Bytes;
import dev.skep.protocol.certificate.CertificateAlgorithms;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * A device CA that is trusted.
 *
 * @param certificate its certificate
 * @param encoded the same, DER
 * @param file where it was read from
 */
record Anchor(DeviceCertificate certificate, Bytes encoded, String file) {
  private static final int KEY_CERT_SIGN = 5;

  /** Extensions that PKIX does not apply where they stand in an anchor's certificate. */
  private static final List<String> CONSTRAINTS =
      List.of("2.5.29.30", "2.5.29.33", "2.5.29.36", "2.5.29.54");

  /** Why a certificate cannot be an anchor, if it cannot. */
  static Optional<String> problem(DeviceCertificate candidate, CertificateAlgorithms algorithms) {
    X509Certificate certificate = candidate.certificate();
    boolean[] usage = certificate.getKeyUsage();
    if (certificate.getBasicConstraints() < 0 || (usage != null && !usage[KEY_CERT_SIGN])) {
      return Optional.of("is not a CA certificate (basicConstraints, keyCertSign)");
    }
    for (String oid : CONSTRAINTS) {
      if (candidate.extensions().containsKey(oid)) {
        return Optional.of("has the constraint extension " + oid + ", unsupported in an anchor");
      }
    }
    return algorithms.issuerKeyProblem(certificate);
  }

  X509Certificate x509() {
    return certificate.certificate();
  }

  /**
   * How many intermediate CAs that are not self-issued may stand below it. PKIX ignores the path
   * length of an anchor, so it is checked apart.
   */
  int pathLength() {
    return x509().getBasicConstraints();
  }
}

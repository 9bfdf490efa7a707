package dev.skep.client.internal.shell;

import dev.skep.api.Bytes;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/**
 * A certificate as people read it.
 *
 * @param subject RFC 2253
 * @param serial in hexadecimal
 * @param validity from when until when
 */
record CertificateText(String subject, String serial, String validity) {
  /** Reads a certificate; one that cannot be read says so. */
  static CertificateText of(Bytes der) {
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der.toArray()));
      return new CertificateText(
          certificate.getSubjectX500Principal().getName(),
          certificate.getSerialNumber().toString(16),
          certificate.getNotBefore().toInstant() + " to " + certificate.getNotAfter().toInstant());
    } catch (CertificateException e) {
      return new CertificateText("(unreadable)", "(unreadable)", "(unreadable)");
    }
  }

  String inOneLine() {
    return subject + ", serial " + serial + ", " + validity;
  }
}

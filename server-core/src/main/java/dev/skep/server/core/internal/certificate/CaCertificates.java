package dev.skep.server.core.internal.certificate;

import dev.skep.api.Bytes;
import dev.skep.api.engine.JcaEngines;
import java.io.ByteArrayInputStream;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** Certificates of the issuer's own CA, read by the JDK. */
public final class CaCertificates {
  private CaCertificates() {}

  /**
   * Reads one.
   *
   * @param der X.509 in DER
   * @throws CertificateException if it is none
   */
  public static X509Certificate parse(Bytes der) throws CertificateException {
    try {
      CertificateFactory factory =
          CertificateFactory.getInstance(
              "X.509",
              new JcaEngines().select(List.of(JcaEngines.JDK), "CertificateFactory", "X.509"));
      return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der.toArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime reads X.509", e);
    }
  }
}

package dev.skep.protocol.certificate;

import dev.skep.api.engine.JcaEngines;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Rule S-7.9 by the JDK's PKIX. Where the JDK lacks the algorithm of a signature in the path
 * (ML-DSA, before Java 24), it is the PKIX of the first preferred engine that has one, over
 * certificates of its own: an engine's PKIX verifies with itself. Thread-safe.
 */
public final class CertificatePath {
  private final JcaEngines engines;
  private final List<String> preference;
  private final Provider jdk;

  /**
   * Begins with the engines that are at hand.
   *
   * @param preference engines for algorithms that the JDK lacks, the best first
   * @throws IllegalStateException if this Java runtime has no PKIX
   */
  public CertificatePath(JcaEngines engines, List<String> preference) {
    this.engines = engines;
    this.preference = List.copyOf(preference);
    try {
      this.jdk = engines.select(List.of(JcaEngines.JDK), "CertPathValidator", "PKIX");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no PKIX path validation", e);
    }
  }

  /** The JDK provider that validates paths and reads certificates. */
  public Provider jdk() {
    return jdk;
  }

  /**
   * Validates a path by RFC 5280 section 6.1, without looking at revocation.
   *
   * @param path leaf first, without the anchor
   * @param anchors any of them will do
   * @param date an instant at which all of the path is valid
   * @param inputs sets further inputs of the algorithm, which otherwise are RFC 5280's defaults
   * @return what PKIX says; its anchor is an engine's object where an engine validated
   * @throws CertPathValidatorException if PKIX refuses the path
   * @throws GeneralSecurityException if it cannot be validated here
   */
  public PKIXCertPathValidatorResult validate(
      List<X509Certificate> path,
      Set<X509Certificate> anchors,
      Instant date,
      Consumer<PKIXParameters> inputs)
      throws GeneralSecurityException {
    Provider validator = validator(path);
    PKIXParameters parameters = new PKIXParameters(anchors(anchors, validator));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(date));
    inputs.accept(parameters);
    return (PKIXCertPathValidatorResult)
        CertPathValidator.getInstance("PKIX", validator)
            .validate(certPath(path, validator), parameters);
  }

  private Provider validator(List<X509Certificate> path) throws NoSuchAlgorithmException {
    for (X509Certificate each : path) {
      if (!isKnownToJdk(each.getSigAlgName())) {
        return engines.select(preference, "CertPathValidator", "PKIX");
      }
    }
    return jdk;
  }

  private boolean isKnownToJdk(String signature) {
    try {
      engines.select(List.of(JcaEngines.JDK), "Signature", signature);
      return true;
    } catch (NoSuchAlgorithmException e) {
      return false;
    }
  }

  private Set<TrustAnchor> anchors(Set<X509Certificate> trusted, Provider validator)
      throws CertificateException {
    Set<TrustAnchor> anchors = new HashSet<>();
    for (X509Certificate each : trusted) {
      anchors.add(new TrustAnchor(of(validator, each), null));
    }
    return anchors;
  }

  private CertPath certPath(List<X509Certificate> path, Provider validator)
      throws CertificateException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (X509Certificate each : path) {
      certificates.add(of(validator, each));
    }
    return CertificateFactory.getInstance("X.509", validator).generateCertPath(certificates);
  }

  private X509Certificate of(Provider validator, X509Certificate certificate)
      throws CertificateException {
    if (validator == jdk) {
      return certificate;
    }
    return (X509Certificate)
        CertificateFactory.getInstance("X.509", validator)
            .generateCertificate(new ByteArrayInputStream(certificate.getEncoded()));
  }
}

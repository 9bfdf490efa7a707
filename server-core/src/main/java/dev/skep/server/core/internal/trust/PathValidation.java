package dev.skep.server.core.internal.trust;

import dev.skep.api.engine.JcaEngines;
import dev.skep.protocol.certificate.CertificatePath;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.CertPathValidatorException;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.TrustAnchor;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Rule S-7.9, by PKIX ({@link CertificatePath}). */
final class PathValidation {
  private final TrustSettings settings;
  private final CertificatePath pkix;

  PathValidation(TrustSettings settings, JcaEngines engines) {
    this.settings = settings;
    this.pkix = new CertificatePath(engines, settings.engines());
  }

  /** The JDK provider that validates paths and reads certificates. */
  Provider jdk() {
    return pkix.jdk();
  }

  /**
   * Validates a path.
   *
   * @param date an instant at which all of the path is valid
   * @return the anchor that the path leads to
   * @throws UntrustedException if PKIX refuses the path
   */
  Anchor validate(List<DeviceCertificate> path, List<Anchor> candidates, Instant date)
      throws UntrustedException {
    try {
      PKIXCertPathValidatorResult result =
          pkix.validate(
              path.stream().map(DeviceCertificate::certificate).toList(),
              candidates.stream().map(Anchor::x509).collect(Collectors.toSet()),
              date,
              settings.policies()::applyTo);
      if (!settings.policies().admit(result.getPolicyTree(), path.size())) {
        throw TrustRule.PATH.violatedBy("the path is valid for none of the configured policies");
      }
      return find(candidates, result.getTrustAnchor());
    } catch (CertPathValidatorException e) {
      throw TrustRule.PATH.violatedBy(
          "certificate " + e.getIndex() + ": " + e.getReason() + ": " + e.getMessage());
    } catch (GeneralSecurityException e) {
      throw TrustRule.PATH.violatedBy("the path cannot be validated: " + e.getMessage());
    }
  }

  private static Anchor find(List<Anchor> candidates, TrustAnchor found) {
    return candidates.stream()
        .filter(anchor -> anchor.x509().equals(found.getTrustedCert()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("PKIX gave an anchor that it was not given"));
  }
}

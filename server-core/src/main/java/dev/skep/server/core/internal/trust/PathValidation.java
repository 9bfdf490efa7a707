package dev.skep.server.core.internal.trust;

import dev.skep.api.engine.JcaEngines;
import dev.skep.protocol.certificate.CertificateAlgorithms;
import dev.skep.protocol.certificate.CertificatePath;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.cert.CertPathValidatorException;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rule S-7.9, by PKIX ({@link CertificatePath}), or faster by what PKIX has said before.
 *
 * <p>The fast way only ever accepts; all else is left to PKIX. It accepts a leaf when PKIX itself
 * has accepted, on this very path of issuers, another leaf of the same form (see {@link
 * ProvenIssuer}), the leaf names that issuer, and the issuer's key verifies the leaf's signature.
 * What PKIX looks at besides does not depend on the leaf then, except for its validity, which
 * {@link ChainRules} has checked. (The JDK's list of blocked certificates, which names misissued
 * web CAs, is consulted by PKIX only.) It is worth having because PKIX cannot be told which engine
 * verifies, and the JDK's own needs several times as long for ECDSA.
 */
final class PathValidation {
  private final TrustSettings settings;
  private final JcaEngines engines;
  private final CertificateAlgorithms algorithms;
  private final CertificatePath pkix;

  PathValidation(TrustSettings settings, JcaEngines engines, CertificateAlgorithms algorithms) {
    this.settings = settings;
    this.engines = engines;
    this.algorithms = algorithms;
    this.pkix = new CertificatePath(engines, settings.engines());
  }

  /** The JDK provider that validates paths and reads certificates. */
  Provider jdk() {
    return pkix.jdk();
  }

  /** The fast way: the anchor, or nothing where PKIX has to say. */
  Optional<Anchor> acceptKnownIssuer(
      List<DeviceCertificate> path, List<Anchor> candidates, TrustState state) {
    X509Certificate leaf = path.get(0).certificate();
    for (Anchor anchor : candidates) {
      X509Certificate issuer = issuer(path, anchor);
      Optional<ProvenIssuer> form = form(path, anchor);
      if (form.isPresent()
          && leaf.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
          && verifies(form.get(), leaf, issuer, state)) {
        return Optional.of(anchor);
      }
    }
    return Optional.empty();
  }

  /**
   * The full way.
   *
   * @param date an instant at which all of the path is valid
   * @return the anchor that the path leads to
   * @throws UntrustedException if PKIX refuses the path
   */
  Anchor validate(
      List<DeviceCertificate> path, List<Anchor> candidates, Instant date, TrustState state)
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
      Anchor anchor = find(candidates, result.getTrustAnchor());
      remember(path, anchor, state);
      return anchor;
    } catch (CertPathValidatorException e) {
      throw TrustRule.PATH.violatedBy(
          "certificate " + e.getIndex() + ": " + e.getReason() + ": " + e.getMessage());
    } catch (GeneralSecurityException e) {
      throw TrustRule.PATH.violatedBy("the path cannot be validated: " + e.getMessage());
    }
  }

  private Optional<ProvenIssuer> form(List<DeviceCertificate> path, Anchor anchor) {
    return ProvenIssuer.of(path, anchor, algorithms, settings.policies());
  }

  private boolean verifies(
      ProvenIssuer form, X509Certificate leaf, X509Certificate issuer, TrustState state) {
    Optional<EngineKey> proven = state.provenIssuers().find(form);
    if (proven.isEmpty()) {
      return false;
    }
    Optional<Provider> engine = engine(leaf);
    if (engine.isPresent() && proven.get().engine() != engine.get()) {
      proven = Optional.of(EngineKey.of(issuer.getPublicKey(), engine.get()));
      state.provenIssuers().put(form, proven.get());
    }
    return engine.isPresent() && proven.get().verifies(leaf);
  }

  private void remember(List<DeviceCertificate> path, Anchor anchor, TrustState state) {
    Optional<ProvenIssuer> form = form(path, anchor);
    Optional<Provider> engine = engine(path.get(0).certificate());
    if (form.isPresent() && engine.isPresent()) {
      EngineKey key = EngineKey.of(issuer(path, anchor).getPublicKey(), engine.get());
      state.provenIssuers().put(form.get(), key);
    }
  }

  private Optional<Provider> engine(X509Certificate leaf) {
    try {
      return Optional.of(engines.select(settings.engines(), "Signature", leaf.getSigAlgName()));
    } catch (NoSuchAlgorithmException e) {
      return Optional.empty();
    }
  }

  private static X509Certificate issuer(List<DeviceCertificate> path, Anchor anchor) {
    return path.size() > 1 ? path.get(1).certificate() : anchor.x509();
  }

  private static Anchor find(List<Anchor> candidates, TrustAnchor found) {
    return candidates.stream()
        .filter(anchor -> anchor.x509().equals(found.getTrustedCert()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("PKIX gave an anchor that it was not given"));
  }
}

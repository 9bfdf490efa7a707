package dev.skep.server.core.internal.trust;

import dev.skep.api.Bytes;
import dev.skep.protocol.certificate.CertificateAlgorithms;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The rules of a chain that need neither a signature check nor a list: S-7.1 to S-7.7. */
final class ChainRules {
  /** "No well-defined expiration date", RFC 5280 4.1.2.5. */
  private static final Instant NO_EXPIRY = Instant.parse("9999-12-31T23:59:59Z");

  private static final int DIGITAL_SIGNATURE = 0;
  private static final int MOST_POLICY_MAPPINGS = 16;

  private final TrustSettings settings;
  private final CertificateAlgorithms algorithms;
  private final Provider parser;

  ChainRules(TrustSettings settings, CertificateAlgorithms algorithms, Provider parser) {
    this.settings = settings;
    this.algorithms = algorithms;
    this.parser = parser;
  }

  /** S-7.1. */
  void checkSize(List<Bytes> chain) throws UntrustedException {
    ChainLimits limits = settings.limits();
    if (chain.isEmpty() || chain.size() > limits.certificates()) {
      throw TrustRule.CHAIN_SIZE.violatedBy(
          "the chain has " + chain.size() + " certificates, not 1 to " + limits.certificates());
    }
    for (Bytes certificate : chain) {
      if (certificate.length() > limits.certificateBytes()) {
        throw TrustRule.CHAIN_SIZE.violatedBy(
            "a certificate has "
                + certificate.length()
                + " bytes, more than "
                + limits.certificateBytes());
      }
    }
  }

  /** S-7.2. */
  List<DeviceCertificate> parse(List<Bytes> chain) throws UntrustedException {
    List<DeviceCertificate> parsed = new ArrayList<>();
    for (int i = 0; i < chain.size(); i++) {
      try {
        parsed.add(DeviceCertificate.read(chain.get(i).toArray(), parser));
      } catch (CertificateException e) {
        throw TrustRule.ENCODING.violatedBy("certificate " + i + ": " + e.getMessage());
      }
    }
    return parsed;
  }

  /**
   * S-7.3: takes an anchor off the end, so that an anchor counts only because it is configured, and
   * checks the order of the rest.
   *
   * @return the path, leaf first, without anchor
   */
  List<DeviceCertificate> path(List<Bytes> chain, List<DeviceCertificate> parsed, TrustState state)
      throws UntrustedException {
    if (chain.size() > 1 && new HashSet<>(chain).size() < chain.size()) {
      throw TrustRule.CHAIN_ORDER.violatedBy("a certificate is in the chain twice");
    }
    int last = chain.size() - 1;
    boolean endsInAnchor = state.anchorEncodedAs(chain.get(last)).isPresent();
    if (endsInAnchor && last == 0) {
      throw TrustRule.CHAIN_ORDER.violatedBy("the leaf is an anchor itself");
    }
    for (int i = 0; i < last; i++) {
      X509Certificate subject = parsed.get(i).certificate();
      X509Certificate issuer = parsed.get(i + 1).certificate();
      if (!subject.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
        throw TrustRule.CHAIN_ORDER.violatedBy(
            "certificate " + (i + 1) + " is not the issuer that certificate " + i + " names");
      }
    }
    return endsInAnchor ? parsed.subList(0, last) : parsed;
  }

  /** S-7.4. */
  void checkAlgorithms(List<DeviceCertificate> path) throws UntrustedException {
    for (int i = 0; i < path.size(); i++) {
      X509Certificate certificate = path.get(i).certificate();
      Optional<String> problem = algorithms.signatureProblem(certificate);
      if (problem.isEmpty()) {
        problem =
            i == 0
                ? algorithms.deviceKeyProblem(certificate)
                : algorithms.issuerKeyProblem(certificate);
      }
      if (problem.isPresent()) {
        throw TrustRule.ALGORITHMS.violatedBy("certificate " + i + " " + problem.get());
      }
    }
  }

  /**
   * S-7.5.
   *
   * @param path the validity of each certificate, leaf first, without clock skew
   * @return when all of the path is valid, without clock skew
   */
  ValidityWindow checkValidity(List<ValidityWindow> path, Instant at) throws UntrustedException {
    Duration skew = settings.clockSkew();
    ValidityWindow common = ValidityWindow.UNLIMITED;
    for (int i = 0; i < path.size(); i++) {
      ValidityWindow window = path.get(i);
      if (!window.widenedBy(skew).contains(at)) {
        throw TrustRule.VALIDITY.violatedBy(
            "certificate "
                + i
                + " is valid from "
                + window.from()
                + " until "
                + window.until()
                + ", not at "
                + at);
      }
      common = common.and(window);
    }
    if (common.isEmpty()) {
      throw TrustRule.VALIDITY.violatedBy("the certificates are never valid at the same time");
    }
    if (path.get(0).until().equals(NO_EXPIRY) && !settings.leaf().allowNoExpiry()) {
      throw TrustRule.VALIDITY.violatedBy("the leaf has no expiry, which is not configured");
    }
    return common;
  }

  /** S-7.6 and S-7.7. */
  void checkLeaf(DeviceCertificate leaf) throws UntrustedException {
    X509Certificate certificate = leaf.certificate();
    if (certificate.getBasicConstraints() >= 0) {
      throw TrustRule.LEAF_USE.violatedBy("the leaf is a CA");
    }
    boolean[] usage = certificate.getKeyUsage();
    if (usage != null && !usage[DIGITAL_SIGNATURE]) {
      throw TrustRule.LEAF_USE.violatedBy("the leaf's keyUsage lacks digitalSignature");
    }
    Optional<String> purpose = settings.leaf().extendedKeyUsage();
    if (purpose.isPresent() && !extendedKeyUsages(certificate).contains(purpose.get())) {
      throw TrustRule.LEAF_PURPOSE.violatedBy(
          "the leaf lacks the extended key usage " + purpose.get());
    }
    Optional<String> policy = settings.leaf().policy();
    if (policy.isPresent() && !leaf.policies().contains(policy.get())) {
      throw TrustRule.LEAF_PURPOSE.violatedBy("the leaf lacks the policy " + policy.get());
    }
  }

  /**
   * A part of S-7.9 that PKIX lacks: its policy tree is multiplied by the mappings of each CA, so
   * that a few kilobytes could fill any memory.
   */
  void checkPolicyMappings(List<DeviceCertificate> path) throws UntrustedException {
    int mappings = 0;
    for (DeviceCertificate certificate : path) {
      mappings += certificate.policyMappings();
    }
    if (mappings > MOST_POLICY_MAPPINGS) {
      throw TrustRule.PATH.violatedBy(
          "the path has " + mappings + " policy mappings, more than " + MOST_POLICY_MAPPINGS);
    }
  }

  private static List<String> extendedKeyUsages(X509Certificate leaf) throws UntrustedException {
    try {
      List<String> usages = leaf.getExtendedKeyUsage();
      return usages == null ? List.of() : usages;
    } catch (CertificateParsingException e) {
      throw TrustRule.ENCODING.violatedBy("certificate 0: " + e.getMessage());
    }
  }
}

package dev.skep.client.internal.attestation;

import dev.skep.api.Bytes;
import dev.skep.protocol.certificate.CertificateAlgorithms;
import dev.skep.protocol.certificate.CertificatePath;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules S-7.1 to S-7.9 of a device's chain, with one certificate as the only anchor.
 *
 * @param anchor the device CA's, X.509 in DER
 * @param at when all of it has to be valid
 * @param pkix judges the path
 */
record DeviceChain(Bytes anchor, Instant at, CertificatePath pkix) {
  private static final CertificateAlgorithms ALGORITHMS = new CertificateAlgorithms();
  private static final int LONGEST_CHAIN = 8;
  private static final int LONGEST_CERTIFICATE = 8 * 1024;
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int CERTIFICATE_SIGN = 5;

  /**
   * Verifies a chain.
   *
   * @return the path without the anchor, leaf first
   */
  List<X509Certificate> verify(List<Bytes> chain) throws UnprovenException {
    if (chain.isEmpty()
        || chain.size() > LONGEST_CHAIN
        || chain.stream().anyMatch(one -> one.length() > LONGEST_CERTIFICATE)) {
      throw new UnprovenException("S-7.1", "the chain is empty or too long");
    }
    X509Certificate root = root();
    List<X509Certificate> path = new ArrayList<>();
    for (Bytes der : withoutAnchor(chain)) {
      path.add(StrictCertificate.read(der, "certificate " + path.size()));
    }
    for (int i = 0; i < path.size(); i++) {
      X509Certificate certificate = path.get(i);
      X509Certificate issuer = i + 1 < path.size() ? path.get(i + 1) : root;
      if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
        throw i + 1 < path.size()
            ? new UnprovenException("S-7.3", "certificate " + i + " is not issued by the next")
            : new UnprovenException("S-7.8", "the chain does not lead to this device CA");
      }
      checkAlgorithms(certificate, i == 0, "certificate " + i);
      checkValidity(certificate, "certificate " + i);
    }
    checkLeaf(path.get(0));
    validate(path, root);
    return path;
  }

  private X509Certificate root() throws UnprovenException {
    X509Certificate root = StrictCertificate.read(anchor, "the device CA's certificate");
    checkAlgorithms(root, false, "the device CA's certificate");
    checkValidity(root, "the device CA's certificate");
    boolean[] usage = root.getKeyUsage();
    if (root.getBasicConstraints() < 0 || (usage != null && !usage[CERTIFICATE_SIGN])) {
      throw new UnprovenException("S-7.8", "the device CA's certificate is no CA's");
    }
    return root;
  }

  /** An anchor counts only because it is given, not because it is in the chain. */
  private List<Bytes> withoutAnchor(List<Bytes> chain) throws UnprovenException {
    if (new HashSet<>(chain).size() < chain.size()) {
      throw new UnprovenException("S-7.3", "a certificate is in the chain twice");
    }
    int last = chain.size() - 1;
    List<Bytes> path = chain.get(last).equals(anchor) ? chain.subList(0, last) : chain;
    if (path.isEmpty()) {
      throw new UnprovenException("S-7.3", "the leaf is the device CA itself");
    }
    return path;
  }

  private static void checkAlgorithms(X509Certificate certificate, boolean leaf, String which)
      throws UnprovenException {
    Optional<String> problem =
        ALGORITHMS
            .signatureProblem(certificate)
            .or(
                () ->
                    leaf
                        ? ALGORITHMS.deviceKeyProblem(certificate)
                        : ALGORITHMS.issuerKeyProblem(certificate));
    if (problem.isPresent()) {
      throw new UnprovenException("S-7.4", which + " " + problem.get());
    }
  }

  private void checkValidity(X509Certificate certificate, String which) throws UnprovenException {
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    if (at.isBefore(from) || at.isAfter(until)) {
      throw new UnprovenException(
          "S-7.5", which + " is valid from " + from + " until " + until + ", not at " + at);
    }
  }

  private static void checkLeaf(X509Certificate leaf) throws UnprovenException {
    boolean[] usage = leaf.getKeyUsage();
    if (leaf.getBasicConstraints() >= 0) {
      throw new UnprovenException("S-7.6", "the leaf is a CA");
    }
    if (usage != null && !usage[DIGITAL_SIGNATURE]) {
      throw new UnprovenException("S-7.6", "the leaf may not sign");
    }
  }

  private void validate(List<X509Certificate> path, X509Certificate root) throws UnprovenException {
    try {
      pkix.validate(path, Set.of(root), at, inputs -> {});
    } catch (CertPathValidatorException e) {
      throw new UnprovenException(
          "S-7.9", "certificate " + e.getIndex() + ": " + e.getReason() + ": " + e.getMessage());
    } catch (GeneralSecurityException e) {
      throw new UnprovenException("S-7.9", "the path cannot be validated: " + e.getMessage());
    }
  }
}

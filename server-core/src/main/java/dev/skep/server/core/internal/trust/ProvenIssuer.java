package dev.skep.server.core.internal.trust;

import dev.skep.api.Bytes;
import dev.skep.protocol.certificate.CertificateAlgorithms;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An issuer, as its whole path down from an anchor, together with the form of the leaves under it.
 * Two leaves of one form under one issuer differ, for PKIX, only in name, serial number, validity,
 * key value, signature value, and contents of extensions that do not take part in path validation.
 *
 * @param anchor the anchor, DER
 * @param intermediates the CAs between leaf and anchor, DER, in order
 * @param signatureAlgorithm OID of the leaf's signature
 * @param signatureParameters its parameters, DER
 * @param keyForm type and size of the leaf's key
 * @param extensions the leaf's extensions by OID, with their criticality
 * @param policies the leaf's certificate policies, DER, where the settings make them matter; or
 *     empty
 */
record ProvenIssuer(
    Bytes anchor,
    List<Bytes> intermediates,
    String signatureAlgorithm,
    Bytes signatureParameters,
    String keyForm,
    Map<String, Boolean> extensions,
    Bytes policies) {
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String KEY_USAGE = "2.5.29.15";
  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
  private static final String CERTIFICATE_POLICIES = "2.5.29.32";

  private static final Set<String> MAY_BE_CRITICAL =
      Set.of(BASIC_CONSTRAINTS, KEY_USAGE, EXTENDED_KEY_USAGE);

  /** SKI, SAN, CRL distribution points, certificate policies, AKI, AIA. */
  private static final Set<String> MUST_NOT_BE_CRITICAL =
      Set.of(
          "2.5.29.14",
          "2.5.29.17",
          "2.5.29.31",
          CERTIFICATE_POLICIES,
          "2.5.29.35",
          "1.3.6.1.5.5.7.1.1");

  /** Name constraints, policy mappings, policy constraints, inhibitAnyPolicy. */
  private static final List<String> LOOK_AT_THE_LEAF =
      List.of("2.5.29.30", "2.5.29.33", "2.5.29.36", "2.5.29.54");

  /**
   * The form of a path, or nothing where the contents of the leaf's extensions or its name can
   * matter to PKIX, or one of them is not understood here.
   */
  static Optional<ProvenIssuer> of(
      List<DeviceCertificate> path,
      Anchor anchor,
      CertificateAlgorithms algorithms,
      PolicyInputs inputs) {
    X509Certificate leaf = path.get(0).certificate();
    List<DeviceCertificate> intermediates = path.subList(1, path.size());
    Optional<String> keyForm = algorithms.describeKey(leaf);
    Map<String, Boolean> extensions = path.get(0).extensions();
    if (keyForm.isEmpty()
        || !understood(extensions)
        || intermediates.stream().anyMatch(ProvenIssuer::constrainsTheLeaf)) {
      return Optional.empty();
    }
    byte @Nullable [] policies =
        inputs.lookAtTheLeaf() ? leaf.getExtensionValue(CERTIFICATE_POLICIES) : null;
    return Optional.of(
        new ProvenIssuer(
            anchor.encoded(),
            intermediates.stream()
                .map(DeviceCertificate::certificate)
                .map(ProvenIssuer::encoded)
                .toList(),
            leaf.getSigAlgOID(),
            bytes(leaf.getSigAlgParams()),
            keyForm.get(),
            extensions,
            bytes(policies)));
  }

  private static boolean understood(Map<String, Boolean> extensions) {
    for (Map.Entry<String, Boolean> extension : extensions.entrySet()) {
      boolean critical = extension.getValue();
      if (!MAY_BE_CRITICAL.contains(extension.getKey())
          && (critical || !MUST_NOT_BE_CRITICAL.contains(extension.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean constrainsTheLeaf(DeviceCertificate issuer) {
    return LOOK_AT_THE_LEAF.stream().anyMatch(issuer.extensions()::containsKey);
  }

  private static Bytes bytes(byte @Nullable [] bytes) {
    return bytes == null ? Bytes.EMPTY : Bytes.of(bytes);
  }

  private static Bytes encoded(X509Certificate certificate) {
    try {
      return Bytes.of(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read does not encode", e);
    }
  }
}

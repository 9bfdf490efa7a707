package dev.skep.server.core.internal.trust;

import dev.skep.api.Bytes;
import dev.skep.protocol.provisioning.CertificateChain;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that was read strictly (rule S-7.2), with what the JDK does not tell of it.
 *
 * @param certificate as the JDK reads it
 * @param publicKey its SPKI as it stands there; to algorithms that it does not know, the JDK adds
 *     parameters
 * @param validity its own, without clock skew
 * @param extensions whether each of its extensions is critical, by OID
 * @param policies the OIDs of its certificate policies, each there once only
 * @param policyMappings how many pairs of policies it maps
 * @param indirectRevocation whether it names another issuer of its revocation list
 */
record DeviceCertificate(
    X509Certificate certificate,
    Bytes publicKey,
    ValidityWindow validity,
    Map<String, Boolean> extensions,
    Set<String> policies,
    int policyMappings,
    boolean indirectRevocation) {
  private static final String CERTIFICATE_POLICIES = "2.5.29.32";
  private static final String POLICY_MAPPINGS = "2.5.29.33";
  private static final String CRL_DISTRIBUTION_POINTS = "2.5.29.31";
  private static final int CRL_ISSUER = 0xa2;

  /** The most octets of a serial number, RFC 5280 4.1.2.2. */
  static final int LONGEST_SERIAL = 20;

  /**
   * Reads one certificate.
   *
   * @param der exactly one certificate
   * @param parser the JDK provider that reads it
   * @throws CertificateException if it is not exactly that, or not version 3, or its serial number
   *     is not positive with up to 20 octets, or a time is not in UTC to the second
   */
  static DeviceCertificate read(byte[] der, Provider parser) throws CertificateException {
    DerReader.checkSingleElement(der);
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509", parser)
                  .generateCertificate(new ByteArrayInputStream(der));
      if (!Arrays.equals(certificate.getEncoded(), der)) {
        throw new CertificateParsingException("encodes to other bytes than were read");
      }
      checkForm(certificate);
      Map<String, Boolean> extensions = extensions(certificate);
      return new DeviceCertificate(
          certificate,
          CertificateChain.publicKey(certificate),
          ValidityForm.of(der),
          extensions,
          extensions.containsKey(CERTIFICATE_POLICIES) ? policies(certificate) : Set.of(),
          extensions.containsKey(POLICY_MAPPINGS) ? countPolicyMappings(certificate) : 0,
          extensions.containsKey(CRL_DISTRIBUTION_POINTS) && hasIndirectRevocation(certificate));
    } catch (CertificateException e) {
      throw e;
    } catch (GeneralSecurityException | RuntimeException e) {
      // The JDK's parser lets some malformed contents out as unchecked exceptions.
      throw new CertificateParsingException("cannot be parsed: " + e, e);
    }
  }

  private static void checkForm(X509Certificate certificate) throws CertificateException {
    if (certificate.getVersion() != 3) {
      throw new CertificateParsingException("version " + certificate.getVersion() + ", not 3");
    }
    if (certificate.getSerialNumber().signum() <= 0
        || certificate.getSerialNumber().toByteArray().length > LONGEST_SERIAL) {
      throw new CertificateParsingException(
          "the serial number is not positive with up to " + LONGEST_SERIAL + " octets");
    }
  }

  /** Asked first: to tell that one is absent, the JDK makes an exception with a stack trace. */
  private static Map<String, Boolean> extensions(X509Certificate certificate) {
    Map<String, Boolean> extensions = new HashMap<>();
    oids(certificate.getNonCriticalExtensionOIDs()).forEach(oid -> extensions.put(oid, false));
    oids(certificate.getCriticalExtensionOIDs()).forEach(oid -> extensions.put(oid, true));
    return Collections.unmodifiableMap(extensions);
  }

  private static Set<String> oids(@Nullable Set<String> oids) {
    return oids == null ? Set.of() : oids;
  }

  private static Set<String> policies(X509Certificate certificate) throws CertificateException {
    Set<String> policies = new LinkedHashSet<>();
    DerReader list = content(certificate.getExtensionValue(CERTIFICATE_POLICIES));
    while (list.hasMore()) {
      DerReader information = list.enter(DerReader.SEQUENCE);
      // Twice the same would give the JDK's policy tree twice the nodes, at each level.
      if (!policies.add(information.enter(DerReader.OBJECT_IDENTIFIER).objectIdentifier())) {
        throw new CertificateParsingException("a certificate policy is there twice");
      }
    }
    return Set.copyOf(policies);
  }

  private static int countPolicyMappings(X509Certificate certificate) throws CertificateException {
    DerReader list = content(certificate.getExtensionValue(POLICY_MAPPINGS));
    int count = 0;
    while (list.hasMore()) {
      list.next();
      count++;
    }
    return count;
  }

  private static boolean hasIndirectRevocation(X509Certificate certificate)
      throws CertificateException {
    DerReader points = content(certificate.getExtensionValue(CRL_DISTRIBUTION_POINTS));
    while (points.hasMore()) {
      DerReader point = points.enter(DerReader.SEQUENCE);
      while (point.hasMore()) {
        if (point.tag() == CRL_ISSUER) {
          return true;
        }
        point.next();
      }
    }
    return false;
  }

  private static DerReader content(byte[] extension) throws CertificateParsingException {
    return new DerReader(extension).enter(DerReader.OCTET_STRING).enter(DerReader.SEQUENCE);
  }

  /** The subject as people write it, RFC 2253. */
  String subject() {
    return certificate.getSubjectX500Principal().getName();
  }
}

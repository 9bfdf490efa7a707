package dev.skep.issuer.x509.internal.certificate;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.CertificateRequest;
import dev.skep.api.issuer.IssuanceException;
import dev.skep.issuer.x509.internal.ca.CaCreation;
import dev.skep.issuer.x509.internal.ca.CertificateAuthority;
import dev.skep.issuer.x509.internal.ca.KeyIdentifiers;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/** Makes certificates of subjects. Thread-safe. */
public final class CertificateMaker {
  private final CertificateAuthority ca;
  private final CertificateTerms terms;
  private final Clock clock;
  private final SecureRandom random;

  /** A maker for one CA. */
  public CertificateMaker(
      CertificateAuthority ca, CertificateTerms terms, Clock clock, SecureRandom random) {
    this.ca = ca;
    this.terms = terms;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Makes one certificate.
   *
   * @return its chain, DER: it, the CA's, and those that the CA's file has above
   * @throws IssuanceException if a part of the request is refused, or the CA has expired
   */
  public List<Bytes> make(CertificateRequest request) throws IssuanceException {
    Instant now = clock.instant();
    ca.checkValidAt(now);
    SubjectKey key = SubjectKey.parse(request.subjectPublicKeyInfo());
    X500Name subject = SubjectName.parse(request.subject());
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            ca.name(),
            CaCreation.serialNumber(random),
            Date.from(notBefore(now)),
            Date.from(notAfter(request.validity(), now)),
            subject,
            key.spki());
    try {
      builder.addExtension(Extension.keyUsage, true, KeyUsages.of(request.keyUsages(), key.kind()));
      addCommonExtensions(builder, key);
      List<Bytes> chain = new ArrayList<>();
      chain.add(Bytes.of(builder.build(ca.signer(random)).getEncoded()));
      chain.addAll(ca.chain());
      return List.copyOf(chain);
    } catch (IOException e) {
      throw new IllegalStateException("a certificate of checked parts cannot be encoded", e);
    }
  }

  private void addCommonExtensions(X509v3CertificateBuilder builder, SubjectKey key)
      throws IOException {
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.subjectKeyIdentifier, false, KeyIdentifiers.of(key.spki()));
    builder.addExtension(Extension.authorityKeyIdentifier, false, ca.keyIdentifier());
    if (terms.listUrl().isPresent()) {
      builder.addExtension(
          Extension.cRLDistributionPoints, false, distributionPoint(terms.listUrl().get()));
    }
    if (terms.policy().isPresent()) {
      builder.addExtension(Extension.certificatePolicies, false, policy(terms.policy().get()));
    }
  }

  private Instant notBefore(Instant now) {
    Instant early = now.minus(terms.backdating()).truncatedTo(ChronoUnit.SECONDS);
    return early.isBefore(ca.notBefore()) ? ca.notBefore() : early;
  }

  private Instant notAfter(Duration validity, Instant now) throws IssuanceException {
    if (validity.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IssuanceException("the validity that is asked for is under a second");
    }
    if (validity.compareTo(terms.longestValidity()) > 0) {
      throw new IssuanceException(
          "the validity that is asked for is longer than this CA's longest, %d days"
              .formatted(terms.longestValidity().toDays()));
    }
    Instant late = now.plus(validity).truncatedTo(ChronoUnit.SECONDS);
    return late.isAfter(ca.notAfter()) ? ca.notAfter() : late;
  }

  private static CRLDistPoint distributionPoint(String url) {
    GeneralName location = new GeneralName(GeneralName.uniformResourceIdentifier, url);
    DistributionPointName name = new DistributionPointName(new GeneralNames(location));
    return new CRLDistPoint(new DistributionPoint[] {new DistributionPoint(name, null, null)});
  }

  private static CertificatePolicies policy(ASN1ObjectIdentifier policy) {
    return new CertificatePolicies(new PolicyInformation(policy));
  }
}

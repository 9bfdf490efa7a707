package dev.skep.server.core.internal.trust;

import dev.skep.server.core.internal.trust.TestCertificate.Issued;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes revocation lists for tests. */
final class TestRevocationList {
  private final X509v2CRLBuilder builder;
  private final Issued issuer;
  private Issued signer;
  private Date nextUpdate;
  private String algorithm = "SHA256withECDSA";

  private TestRevocationList(Issued issuer, Instant from) {
    this.issuer = issuer;
    this.signer = issuer;
    this.builder = new X509v2CRLBuilder(issuer.name(), Date.from(from));
    this.nextUpdate = Date.from(from.plus(Duration.ofDays(7)));
  }

  static TestRevocationList of(Issued issuer) {
    return at(issuer, TestCertificate.NOW.minus(Duration.ofDays(1)));
  }

  static TestRevocationList at(Issued issuer, Instant thisUpdate) {
    return new TestRevocationList(issuer, thisUpdate);
  }

  TestRevocationList revoking(Issued certificate) {
    return revoking(certificate.holder().getSerialNumber());
  }

  TestRevocationList revoking(BigInteger serial) {
    builder.addCRLEntry(serial, Date.from(TestCertificate.NOW), CRLReason.keyCompromise);
    return this;
  }

  /** One entry that is said to be of another issuer, as in an indirect list. */
  TestRevocationList revokingOf(Issued other, boolean critical) {
    GeneralNames names = new GeneralNames(new GeneralName(other.name()));
    try {
      Extension issuer = Extension.create(Extension.certificateIssuer, critical, names);
      builder.addCRLEntry(
          other.holder().getSerialNumber(), Date.from(TestCertificate.NOW), new Extensions(issuer));
      return this;
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  TestRevocationList with(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
    try {
      builder.addExtension(oid, critical, value);
      return this;
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  TestRevocationList withoutNextUpdate() {
    nextUpdate = null;
    return this;
  }

  TestRevocationList signedBy(Issued other) {
    signer = other;
    return this;
  }

  TestRevocationList signedWith(String jcaAlgorithm) {
    algorithm = jcaAlgorithm;
    return this;
  }

  byte[] der() {
    if (nextUpdate != null) {
      builder.setNextUpdate(nextUpdate);
    }
    try {
      return builder
          .build(
              new JcaContentSignerBuilder(algorithm)
                  .setProvider(TestCertificate.BC)
                  .build(signer.keys().getPrivate()))
          .getEncoded();
    } catch (Exception e) {
      throw new IllegalStateException(issuer.name().toString(), e);
    }
  }
}

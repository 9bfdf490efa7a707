package dev.skep.server.core.internal.trust;

import dev.skep.api.Bytes;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v1CertificateBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes certificates for tests, good ones and such as no CA should ever make. */
final class TestCertificate {
  static final Provider BC = new BouncyCastleProvider();
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  /** A certificate with its key. */
  record Issued(Bytes der, X509CertificateHolder holder, KeyPair keys) {
    X500Name name() {
      return holder.getSubject();
    }
  }

  private record Added(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {}

  private static final AtomicLong SERIALS = new AtomicLong(1000);

  private final String subject;
  private final List<Added> extensions = new ArrayList<>();
  private KeyPair keys = ec("secp256r1");
  private SubjectPublicKeyInfo certified;
  private Time from = new Time(Date.from(NOW.minus(Duration.ofDays(30))));
  private Time until = new Time(Date.from(NOW.plus(Duration.ofDays(30))));
  private BigInteger serial = BigInteger.valueOf(SERIALS.incrementAndGet());
  private String algorithm = "SHA256withECDSA";
  private X500Name issuerName;
  private boolean versionOne;

  private TestCertificate(String subject) {
    this.subject = subject;
  }

  /** A device's certificate, with the extensions that are usual. */
  static TestCertificate leaf(String subject) {
    return bare(subject)
        .with(Extension.basicConstraints, true, new BasicConstraints(false))
        .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
  }

  /** A CA's certificate. */
  static TestCertificate ca(String subject) {
    return bare(subject)
        .with(Extension.basicConstraints, true, new BasicConstraints(true))
        .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
  }

  static TestCertificate bare(String subject) {
    return new TestCertificate(subject);
  }

  TestCertificate with(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
    extensions.removeIf(added -> added.oid().equals(oid));
    extensions.add(new Added(oid, critical, value));
    return this;
  }

  TestCertificate without(ASN1ObjectIdentifier oid) {
    extensions.removeIf(added -> added.oid().equals(oid));
    return this;
  }

  TestCertificate keys(KeyPair pair) {
    keys = pair;
    return this;
  }

  TestCertificate certifying(SubjectPublicKeyInfo key) {
    certified = key;
    return this;
  }

  TestCertificate from(Instant instant) {
    return from(new Time(Date.from(instant)));
  }

  /** In any form, also such as no certificate may have. */
  TestCertificate from(Time time) {
    from = time;
    return this;
  }

  TestCertificate until(Instant instant) {
    return until(new Time(Date.from(instant)));
  }

  /** In any form, also such as no certificate may have. */
  TestCertificate until(Time time) {
    until = time;
    return this;
  }

  TestCertificate serial(BigInteger number) {
    serial = number;
    return this;
  }

  TestCertificate signedWith(String jcaAlgorithm) {
    algorithm = jcaAlgorithm;
    return this;
  }

  TestCertificate issuerNamed(String name) {
    issuerName = new X500Name(name);
    return this;
  }

  TestCertificate versionOne() {
    versionOne = true;
    return this;
  }

  Issued selfSigned() {
    return issue(new X500Name(subject), keys);
  }

  Issued by(Issued issuer) {
    return issue(issuer.name(), issuer.keys());
  }

  private Issued issue(X500Name issuer, KeyPair issuerKeys) {
    try {
      SubjectPublicKeyInfo spki =
          certified != null
              ? certified
              : SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
      X500Name name = issuerName == null ? issuer : issuerName;
      ContentSigner signer =
          new JcaContentSignerBuilder(algorithm).setProvider(BC).build(issuerKeys.getPrivate());
      X509CertificateHolder holder = build(name, spki, signer);
      return new Issued(Bytes.of(holder.getEncoded()), holder, keys);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private X509CertificateHolder build(
      X500Name issuer, SubjectPublicKeyInfo spki, ContentSigner signer) throws Exception {
    X500Name name = new X500Name(subject);
    if (versionOne) {
      return new X509v1CertificateBuilder(issuer, serial, from, until, name, spki).build(signer);
    }
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(issuer, serial, from, until, name, spki);
    for (Added added : extensions) {
      builder.addExtension(added.oid(), added.critical(), added.value());
    }
    return builder.build(signer);
  }

  static KeyPair ec(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new java.security.spec.ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static KeyPair keys(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (bits > 0) {
        generator.initialize(bits);
      }
      return generator.generateKeyPair();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

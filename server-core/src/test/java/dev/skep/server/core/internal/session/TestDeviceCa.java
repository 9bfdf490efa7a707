package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A device CA of one test. */
final class TestDeviceCa {
  private static final X500Name NAME = new X500Name("CN=Test Device CA");

  private final KeyPair pair;
  private final Bytes certificate;

  TestDeviceCa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      pair = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    certificate = issue(NAME, Bytes.of(pair.getPublic().getEncoded()), true, List.of());
  }

  Bytes certificate() {
    return certificate;
  }

  Bytes certify(String commonName, Bytes subjectPublicKeyInfo, String... policies) {
    X500Name subject = new X500Name("CN=" + commonName);
    return issue(subject, subjectPublicKeyInfo, false, List.of(policies));
  }

  private Bytes issue(X500Name subject, Bytes spki, boolean ca, List<String> policies) {
    Instant now = Instant.now();
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            NAME,
            new BigInteger(96, new SecureRandom()).setBit(1),
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(Duration.ofDays(365))),
            subject,
            SubjectPublicKeyInfo.getInstance(spki.toArray()));
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
      int usage = ca ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature;
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
      if (!policies.isEmpty()) {
        PolicyInformation[] information =
            policies.stream()
                .map(oid -> new PolicyInformation(new ASN1ObjectIdentifier(oid)))
                .toArray(PolicyInformation[]::new);
        builder.addExtension(
            Extension.certificatePolicies, false, new CertificatePolicies(information));
      }
      return Bytes.of(
          builder
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
              .getEncoded());
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }
}

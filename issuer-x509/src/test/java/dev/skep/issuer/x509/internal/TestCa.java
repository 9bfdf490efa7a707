package dev.skep.issuer.x509.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SettingsException;
import dev.skep.api.issuer.CertificateRequest;
import dev.skep.issuer.x509.internal.ca.CaKeyType;
import dev.skep.issuer.x509.internal.ca.CaSettings;
import dev.skep.issuer.x509.internal.certificate.CertificateTerms;
import dev.skep.issuer.x509.internal.list.ListTerms;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A CA in a folder of its own. */
final class TestCa {
  static final CertificateTerms TERMS =
      new CertificateTerms(
          Optional.empty(), Optional.empty(), Duration.ofMinutes(5), Duration.ofDays(3650));
  static final ListTerms LISTS = new ListTerms(Duration.ofHours(24), Duration.ofMinutes(5));

  final SettableClock clock = new SettableClock();
  final ListedRegister register = new ListedRegister();
  final Path folder;

  TestCa(Path folder) {
    this.folder = folder;
  }

  Path file() {
    return folder.resolve("private/ca.p12");
  }

  Path passwordFile() {
    return folder.resolve("private/ca.password");
  }

  IssuerSettings settings(boolean create, CaKeyType type, CertificateTerms terms) {
    return new IssuerSettings(
        new CaSettings(
            file(),
            passwordFile(),
            new CaSettings.Creation(create, "CN=Test CA,O=Example\\, Inc.", type)),
        terms,
        LISTS);
  }

  X509Issuer open(IssuerSettings settings) throws SettingsException {
    return X509Issuer.open(settings, () -> Optional.of(register), clock, new SecureRandom());
  }

  X509Issuer made() throws SettingsException {
    return open(settings(true, CaKeyType.P256, TERMS));
  }

  X509Issuer reopened() throws SettingsException {
    return open(settings(false, CaKeyType.P256, TERMS));
  }

  static CertificateRequest request(String subject) {
    return request(Bytes.of(ecKey().getPublic().getEncoded()), subject);
  }

  static CertificateRequest request(Bytes spki, String subject) {
    return new CertificateRequest(spki, subject, Set.of("digitalSignature"), Duration.ofDays(365));
  }

  static KeyPair ecKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static X509Certificate certificate(Bytes der) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(der.toArray()));
  }

  static X509CRL list(Bytes der) throws Exception {
    return (X509CRL)
        CertificateFactory.getInstance("X.509")
            .generateCRL(new ByteArrayInputStream(der.toArray()));
  }
}

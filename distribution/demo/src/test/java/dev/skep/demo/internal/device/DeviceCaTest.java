package dev.skep.demo.internal.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skep.api.Bytes;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceCaTest {
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int KEY_CERT_SIGN = 5;

  private final SecureRandom random = new SecureRandom();
  private final DeviceCa ca = ca("CN=Device CA,O=Test");

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void makesChainsThatThePathValidationOfTheJdkAccepts(String algorithm) throws Exception {
    Bytes key = publicKey(algorithm);

    X509Certificate leaf = parse(ca.certify(key, "CN=device,O=Test"));

    validate(leaf, ca, NOW);
    validate(leaf, ca, NOW.plus(Duration.ofDays(3_650)));
    assertThat(Bytes.of(leaf.getPublicKey().getEncoded())).isEqualTo(key);
  }

  @Test
  void certifiesADeviceToSignAndNothingElse() throws Exception {
    X509Certificate leaf = parse(ca.certify(publicKey("EC"), "CN=device,O=Test"));

    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    assertThat(leaf.getKeyUsage()[DIGITAL_SIGNATURE]).isTrue();
    assertThat(leaf.getKeyUsage()[KEY_CERT_SIGN]).isFalse();
    assertThat(leaf.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.19", "2.5.29.15");
    assertThat(leaf.getNonCriticalExtensionOIDs())
        .containsExactlyInAnyOrder("2.5.29.14", "2.5.29.35");
    assertThat(leaf.getSerialNumber().signum()).isOne();
    assertThat(leaf.getSerialNumber().toByteArray()).hasSizeLessThanOrEqualTo(20);
  }

  @Test
  void isRefusedAsTheIssuerOfAnotherCasDevice() throws Exception {
    X509Certificate leaf = parse(ca.certify(publicKey("EC"), "CN=device,O=Test"));
    DeviceCa sameName = ca("CN=Device CA,O=Test");

    assertThatExceptionOfType(CertPathValidatorException.class)
        .isThrownBy(() -> validate(leaf, sameName, NOW));
  }

  @Test
  void doesNotLetADeviceActAsACa() throws Exception {
    assertThat(parse(ca.certificate()).getBasicConstraints()).isZero();
    assertThat(parse(ca.certificate()).getKeyUsage()[KEY_CERT_SIGN]).isTrue();
  }

  @Test
  void expiresADeviceAfterTenYears() throws Exception {
    X509Certificate leaf = parse(ca.certify(publicKey("EC"), "CN=device,O=Test"));

    assertThatExceptionOfType(CertPathValidatorException.class)
        .isThrownBy(() -> validate(leaf, ca, NOW.plus(Duration.ofDays(3_653))));
  }

  @Test
  void writesItsCertificateAsPem() throws Exception {
    X509Certificate read = parse(Bytes.of(ca.certificatePem().getBytes(StandardCharsets.US_ASCII)));

    assertThat(Bytes.of(read.getEncoded())).isEqualTo(ca.certificate());
    assertThat(ca.certificatePem().lines()).allMatch(line -> line.length() <= 64);
  }

  private DeviceCa ca(String name) {
    return DeviceCa.create(name, Clock.fixed(NOW, ZoneOffset.UTC), random);
  }

  private static Bytes publicKey(String algorithm) throws GeneralSecurityException {
    return Bytes.of(
        KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPublic().getEncoded());
  }

  private static X509Certificate parse(Bytes certificate) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(certificate.toArray()));
  }

  private static void validate(X509Certificate leaf, DeviceCa by, Instant at)
      throws GeneralSecurityException {
    PKIXParameters parameters =
        new PKIXParameters(Set.of(new TrustAnchor(parse(by.certificate()), null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(at));
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf)), parameters);
  }
}

package dev.skep.issuer.x509.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.CertificateRequest;
import dev.skep.api.issuer.IssuanceException;
import dev.skep.issuer.x509.internal.ca.CaKeyType;
import dev.skep.issuer.x509.internal.certificate.CertificateTerms;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CertificatesTest {
  @TempDir Path folder;
  private TestCa ca;

  @BeforeEach
  void place() {
    ca = new TestCa(folder);
  }

  @ParameterizedTest
  @EnumSource(CaKeyType.class)
  void chainsOfEachKeyTypeAreValidForTheJdkAndForOpenSsl(CaKeyType type) throws Exception {
    X509Issuer issuer = ca.open(ca.settings(true, type, TestCa.TERMS));
    List<Bytes> chain = issuer.issue(TestCa.request("CN=alice,O=Example"));

    assertThat(chain).hasSize(2);
    assertThat(chain.get(1)).isEqualTo(issuer.caCertificate());
    X509Certificate leaf = TestCa.certificate(chain.get(0));
    PKIXParameters parameters =
        new PKIXParameters(
            Set.of(new TrustAnchor(TestCa.certificate(issuer.caCertificate()), null)));
    parameters.setRevocationEnabled(false);
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf)), parameters);
    OpenSsl openSsl = new OpenSsl(folder);
    openSsl.pem("ca.pem", "CERTIFICATE", issuer.caCertificate());
    openSsl.pem("leaf.pem", "CERTIFICATE", chain.get(0));
    assertThat(openSsl.ok("verify", "-x509_strict", "-CAfile", "ca.pem", "leaf.pem"))
        .contains("leaf.pem: OK");
  }

  @Test
  void saysWhatTheRequestAndTheTermsSayAndNothingElse() throws Exception {
    CertificateTerms terms =
        new CertificateTerms(
            Optional.of("http://issuer.example/skep/v1/crl"),
            Optional.of(new ASN1ObjectIdentifier("1.2.3.4")),
            Duration.ofMinutes(5),
            Duration.ofDays(3650));
    X509Issuer issuer = ca.open(ca.settings(true, CaKeyType.P256, terms));
    CertificateRequest request = TestCa.request("CN=alice,OU=Staff,O=Example");
    Bytes der = issuer.issue(request).get(0);
    X509Certificate leaf = TestCa.certificate(der);

    assertThat(leaf.getVersion()).isEqualTo(3);
    assertThat(leaf.getSerialNumber().signum()).isPositive();
    assertThat(leaf.getSerialNumber().toByteArray()).hasSize(16);
    assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=alice,OU=Staff,O=Example");
    assertThat(leaf.getIssuerX500Principal().getName()).isEqualTo("CN=Test CA,O=Example\\, Inc.");
    assertThat(Bytes.of(leaf.getPublicKey().getEncoded()))
        .isEqualTo(request.subjectPublicKeyInfo());
    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    assertThat(leaf.getKeyUsage())
        .containsExactly(true, false, false, false, false, false, false, false, false);
    assertThat(leaf.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19");
    assertThat(leaf.getNonCriticalExtensionOIDs())
        .containsExactlyInAnyOrder("2.5.29.14", "2.5.29.35", "2.5.29.31", "2.5.29.32");
    OpenSsl openSsl = new OpenSsl(folder);
    openSsl.pem("leaf.pem", "CERTIFICATE", der);
    assertThat(openSsl.ok("x509", "-in", "leaf.pem", "-noout", "-text"))
        .contains("URI:http://issuer.example/skep/v1/crl")
        .contains("Policy: 1.2.3.4")
        .contains("CA:FALSE");
  }

  @Test
  void namesTheKeyOfTheCaAsItsCertificateDoes() throws Exception {
    X509Issuer issuer = ca.made();
    X509CertificateHolder root = new X509CertificateHolder(issuer.caCertificate().toArray());
    X509CertificateHolder leaf =
        new X509CertificateHolder(issuer.issue(TestCa.request("CN=a")).get(0).toArray());

    byte[] own = SubjectKeyIdentifier.fromExtensions(root.getExtensions()).getKeyIdentifier();
    assertThat(AuthorityKeyIdentifier.fromExtensions(leaf.getExtensions()).getKeyIdentifierOctets())
        .isEqualTo(own)
        .hasSize(20);
  }

  @Test
  @DisplayName("attack 48: serial numbers are positive, of 16 bytes, and never come twice")
  void serialNumbersArePositiveShortAndDifferent() throws Exception {
    X509Issuer issuer = ca.made();
    CertificateRequest request = TestCa.request("CN=alice");
    Set<Object> seen = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      X509CertificateHolder leaf =
          new X509CertificateHolder(issuer.issue(request).get(0).toArray());
      assertThat(leaf.getSerialNumber().signum()).isPositive();
      assertThat(leaf.getSerialNumber().bitLength()).isEqualTo(127);
      assertThat(seen.add(leaf.getSerialNumber())).isTrue();
    }
  }

  @Test
  void beginsEarlierForSlowClocksAndEndsAsAskedFor() throws Exception {
    X509Certificate leaf = TestCa.certificate(ca.made().issue(TestCa.request("CN=a")).get(0));
    Instant now = ca.clock.instant();

    assertThat(leaf.getNotBefore().toInstant())
        .isEqualTo(now.minusSeconds(300).truncatedTo(ChronoUnit.SECONDS));
    assertThat(leaf.getNotAfter().toInstant())
        .isEqualTo(now.plus(Duration.ofDays(365)).truncatedTo(ChronoUnit.SECONDS));
  }

  @Test
  void neverOutlivesTheCa() throws Exception {
    X509Issuer issuer = ca.made();
    ca.clock.advance(Duration.ofDays(3600));
    X509Certificate leaf = TestCa.certificate(issuer.issue(TestCa.request("CN=a")).get(0));

    assertThat(leaf.getNotAfter())
        .isEqualTo(TestCa.certificate(issuer.caCertificate()).getNotAfter());
  }

  @Test
  void neverBeginsBeforeTheCa() throws Exception {
    X509Issuer issuer = ca.made();
    CertificateTerms early =
        new CertificateTerms(
            Optional.empty(), Optional.empty(), Duration.ofDays(1), Duration.ofDays(3650));
    Date begin = TestCa.certificate(issuer.caCertificate()).getNotBefore();
    X509Issuer backdating = ca.open(ca.settings(false, CaKeyType.P256, early));

    assertThat(TestCa.certificate(backdating.issue(TestCa.request("CN=a")).get(0)).getNotBefore())
        .isEqualTo(begin);
  }

  @Test
  @DisplayName("attack 41: an expired CA issues nothing and signs no list")
  void refusesOnceTheCaHasExpired() throws Exception {
    X509Issuer issuer = ca.made();
    ca.clock.advance(Duration.ofDays(3651));

    assertThatThrownBy(() -> issuer.issue(TestCa.request("CN=a")))
        .isInstanceOf(IssuanceException.class)
        .hasMessageContaining("the CA's certificate is valid from");
    assertThatThrownBy(issuer::revocationList)
        .isInstanceOf(IssuanceException.class)
        .hasMessageContaining("the CA's certificate is valid from");
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT-1H", "PT0.9S", "P3651D", "PT2562047788015215H"})
  void refusesAValidityThatIsNoneOrTooLong(Duration validity) throws Exception {
    X509Issuer issuer = ca.made();
    CertificateRequest good = TestCa.request("CN=a");

    assertThatThrownBy(
            () ->
                issuer.issue(
                    new CertificateRequest(
                        good.subjectPublicKeyInfo(), "CN=a", good.keyUsages(), validity)))
        .isInstanceOf(IssuanceException.class)
        .hasMessageContaining("validity");
  }

  @Test
  @DisplayName("attack 43: nobody is certified as a CA")
  void refusesKeyUsagesOfACaAndUnknownOnesAndNone() throws Exception {
    X509Issuer issuer = ca.made();
    for (Set<String> usages :
        List.<Set<String>>of(
            Set.of("keyCertSign"),
            Set.of("cRLSign"),
            Set.of("digitalSignature", "keyCertSign"),
            Set.of("DigitalSignature"),
            Set.of(""),
            Set.of())) {
      assertThatThrownBy(() -> issuer.issue(with(usages)))
          .as(usages.toString())
          .isInstanceOf(IssuanceException.class)
          .hasMessageContaining("key usage");
    }
  }

  @Test
  void givesUsagesThatFitTheTypeOfTheKeyAndRefusesOthers() throws Exception {
    X509Issuer issuer = ca.made();
    boolean[] usage =
        TestCa.certificate(issuer.issue(with(Set.of("nonRepudiation", "keyAgreement"))).get(0))
            .getKeyUsage();

    assertThat(usage).containsExactly(false, true, false, false, true, false, false, false, false);
    assertThatThrownBy(() -> issuer.issue(with(Set.of("keyEncipherment"))))
        .isInstanceOf(IssuanceException.class);
    Bytes ed25519 =
        Bytes.of(
            KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic().getEncoded());
    assertThatThrownBy(
            () ->
                issuer.issue(
                    new CertificateRequest(
                        ed25519, "CN=a", Set.of("keyAgreement"), Duration.ofDays(1))))
        .isInstanceOf(IssuanceException.class);
  }

  private static CertificateRequest with(Set<String> usages) {
    CertificateRequest good = TestCa.request("CN=a");
    return new CertificateRequest(
        good.subjectPublicKeyInfo(), good.subject(), usages, good.validity());
  }
}

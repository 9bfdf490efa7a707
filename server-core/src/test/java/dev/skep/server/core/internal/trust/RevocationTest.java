package dev.skep.server.core.internal.trust;

import static dev.skep.server.core.internal.trust.TestCertificate.NOW;
import static dev.skep.server.core.internal.trust.TestCertificate.ca;
import static dev.skep.server.core.internal.trust.TestCertificate.keys;
import static dev.skep.server.core.internal.trust.TestCertificate.leaf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.server.core.internal.trust.TestCertificate.Issued;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevocationTest {
  private static final Issued ROOT = ca("CN=Root").selfSigned();
  private static final Issued INTERMEDIATE = ca("CN=Intermediate").by(ROOT);
  private static final Issued DEVICE = leaf("CN=Device").by(INTERMEDIATE);
  private static final Issued OTHER = leaf("CN=Other").by(INTERMEDIATE);

  @TempDir Path directory;
  private TrustFixture trust;

  @BeforeEach
  void trustTheRoot() {
    trust = new TrustFixture(directory).trusting(ROOT);
  }

  @Test
  @DisplayName("attack 42: a revoked device is rejected, its neighbour is not")
  void rejectsRevokedLeaf() {
    trust.with("i.crl", TestRevocationList.of(INTERMEDIATE).revoking(DEVICE));
    assertThat(trust.rejects(TrustRule.REVOCATION, DEVICE, INTERMEDIATE).reason())
        .isEqualTo("CN=Device is revoked by i.crl");
    trust.accepts(OTHER, INTERMEDIATE);
  }

  @Test
  @DisplayName(
      "attack 42: a list signed with RSASSA-PSS revokes, one of another key does not count")
  void rejectsLeafThatAListWithParametersRevokes() {
    KeyPair keys = TestCertificate.keys("RSA", 2048);
    Issued issuer = ca("CN=RSA").keys(keys).by(ROOT);
    Issued namesake = ca("CN=RSA").keys(TestCertificate.keys("RSA", 2048)).by(ROOT);
    Issued device = leaf("CN=R").signedWith("SHA256withRSA").by(issuer);
    TestRevocationList list =
        TestRevocationList.of(issuer).revoking(device).signedWith("SHA256withRSAandMGF1");
    trust.with("rsa.crl", list.signedBy(namesake));
    assertThat(trust.rejects(TrustRule.REVOCATION, device, issuer).reason())
        .contains("none is in force and signed by its key");
    trust.with("rsa.crl", list.signedBy(issuer));
    trust.pass(Duration.ofSeconds(1));
    assertThat(trust.rejects(TrustRule.REVOCATION, device, issuer).reason())
        .isEqualTo("CN=R is revoked by rsa.crl");
    trust.accepts(leaf("CN=Q").signedWith("SHA256withRSA").by(issuer), issuer);
  }

  @Test
  @DisplayName("attack 42: a revoked device is rejected by a server that knows its siblings")
  void rejectsRevokedLeafWhereItsSiblingsAreKnown() {
    Issued third = leaf("CN=Third").by(INTERMEDIATE);
    trust.with("i.crl", TestRevocationList.of(INTERMEDIATE).revoking(DEVICE));
    trust.accepts(OTHER, INTERMEDIATE);
    trust.accepts(third, INTERMEDIATE);
    assertThat(trust.rejects(TrustRule.REVOCATION, DEVICE, INTERMEDIATE).reason())
        .isEqualTo("CN=Device is revoked by i.crl");
  }

  @Test
  @DisplayName("attack 42: under a revoked CA no device is accepted")
  void rejectsRevokedIntermediate() {
    Issued neighbour = ca("CN=Neighbour").by(ROOT);
    trust.with("root.crl", TestRevocationList.of(ROOT).revoking(INTERMEDIATE));
    assertThat(trust.rejects(TrustRule.REVOCATION, DEVICE, INTERMEDIATE).reason())
        .isEqualTo("CN=Intermediate is revoked by root.crl");
    trust.rejects(TrustRule.REVOCATION, OTHER, INTERMEDIATE);
    trust.accepts(leaf("CN=D").by(neighbour), neighbour);
  }

  @Test
  @DisplayName("attack 42: a list of another issuer neither covers nor revokes")
  void ignoresTheListOfAnotherIssuer() {
    Issued neighbour = ca("CN=Neighbour").by(ROOT);
    trust.with("n.crl", TestRevocationList.of(neighbour).revoking(DEVICE));
    trust.with("root.crl", TestRevocationList.of(ROOT));
    trust.accepts(DEVICE, INTERMEDIATE);
    TrustFixture strict = new TrustFixture(directory);
    strict.settings = strict.settings.withRevocation(RevocationMode.REQUIRE);
    assertThat(strict.rejects(TrustRule.REVOCATION, DEVICE, INTERMEDIATE).reason())
        .isEqualTo("CN=Device is covered by no revocation list of its issuer");
    trust.with("i.crl", TestRevocationList.of(INTERMEDIATE));
    strict.pass(Duration.ofSeconds(1));
    strict.accepts(DEVICE, INTERMEDIATE);
  }

  @Test
  @DisplayName("attack 42: entries for another issuer make a list indirect, critical or not")
  void rejectsListWithEntriesOfAnotherIssuer() {
    for (boolean critical : new boolean[] {true, false}) {
      // From the first entry on, all that do not say otherwise are the other issuer's.
      trust.with(
          "i.crl",
          TestRevocationList.of(INTERMEDIATE)
              .revokingOf(ca("CN=Elsewhere").selfSigned(), critical)
              .revoking(DEVICE));
      trust.pass(Duration.ofSeconds(1));
      assertThat(trust.rejects(TrustRule.REVOCATION, DEVICE, INTERMEDIATE).reason())
          .contains("i.crl has an entry");
    }
  }

  @Test
  @DisplayName("attack 42: a list that appears counts for devices that are remembered")
  void forgetsRememberedLeavesWhenAListAppears() {
    trust.accepts(DEVICE, INTERMEDIATE);
    trust.with("i.crl", TestRevocationList.of(INTERMEDIATE).revoking(DEVICE));
    trust.accepts(DEVICE, INTERMEDIATE);
    trust.pass(Duration.ofSeconds(1));
    trust.rejects(TrustRule.REVOCATION, DEVICE, INTERMEDIATE);
  }

  @Test
  @DisplayName("attack 42: a stale list is rejected, also for devices that are remembered")
  void rejectsStaleList() {
    trust.with("i.crl", TestRevocationList.of(INTERMEDIATE));
    trust.accepts(DEVICE, INTERMEDIATE);
    trust.accepts(NOW.plus(Duration.ofDays(6)).plusSeconds(299), DEVICE, INTERMEDIATE);
    trust.rejects(
        TrustRule.REVOCATION, NOW.plus(Duration.ofDays(6)).plusSeconds(301), DEVICE, INTERMEDIATE);
  }

  @Test
  @DisplayName("attack 42: a list of the future does not count, nor one without next update")
  void rejectsListsThatAreNotInForce() {
    trust.with("i.crl", TestRevocationList.at(INTERMEDIATE, NOW.plusSeconds(600)));
    trust.rejects(TrustRule.REVOCATION, DEVICE, INTERMEDIATE);
    trust.with("i.crl", TestRevocationList.of(INTERMEDIATE).withoutNextUpdate());
    trust.pass(Duration.ofSeconds(1));
    assertThat(trust.rejects(TrustRule.REVOCATION, DEVICE, INTERMEDIATE).reason())
        .contains("without end");
  }

  @Test
  void newestListCounts() {
    trust.with(
        "a.crl",
        TestRevocationList.at(INTERMEDIATE, NOW.minus(Duration.ofDays(3))).revoking(OTHER));
    trust.with("b.crl", TestRevocationList.of(INTERMEDIATE).revoking(DEVICE));
    trust.accepts(OTHER, INTERMEDIATE);
    trust.rejects(TrustRule.REVOCATION, DEVICE, INTERMEDIATE);
  }

  @Test
  @DisplayName("attack 42: a missing list is rejected where lists are required")
  void rejectsMissingListIfRequired() {
    trust.settings = trust.settings.withRevocation(RevocationMode.REQUIRE);
    trust.rejects(TrustRule.REVOCATION, DEVICE, INTERMEDIATE);
    trust.with("i.crl", TestRevocationList.of(INTERMEDIATE));
    trust.pass(Duration.ofSeconds(1));
    trust.rejects(TrustRule.REVOCATION, DEVICE, INTERMEDIATE);
    trust.with("root.crl", TestRevocationList.of(ROOT));
    trust.pass(Duration.ofSeconds(1));
    trust.accepts(DEVICE, INTERMEDIATE);
  }

  @Test
  void ignoresListsWhereRevocationIsOff() {
    trust.settings = trust.settings.withRevocation(RevocationMode.OFF);
    trust.with("i.crl", TestRevocationList.of(INTERMEDIATE).revoking(DEVICE));
    trust.accepts(DEVICE, INTERMEDIATE);
  }

  @Test
  @DisplayName("attack 42: a list in the issuer's name, but signed by another, is rejected")
  void rejectsListSignedByAnother() {
    Issued namesake = ca("CN=Intermediate").selfSigned();
    trust.with("i.crl", TestRevocationList.of(INTERMEDIATE).signedBy(namesake));
    assertThat(trust.rejects(TrustRule.REVOCATION, DEVICE, INTERMEDIATE).reason())
        .contains("none is in force and signed by its key");
    trust.with("i2.crl", TestRevocationList.of(INTERMEDIATE));
    trust.pass(Duration.ofSeconds(1));
    trust.accepts(DEVICE, INTERMEDIATE);
  }

  @Test
  @DisplayName(
      "attack 42: an issuer without cRLSign cannot sign lists; a SHA-1 list counts for none")
  void rejectsListsOfUnfitIssuers() {
    Issued unfit =
        ca("CN=U").with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign)).by(ROOT);
    trust.with("u.crl", TestRevocationList.of(unfit));
    trust.rejects(TrustRule.REVOCATION, leaf("CN=D").by(unfit), unfit);
    Issued rsa = ca("CN=R").keys(keys("RSA", 2048)).by(ROOT);
    trust.with("r.crl", TestRevocationList.of(rsa).signedWith("SHA1withRSA"));
    trust.pass(Duration.ofSeconds(1));
    trust.rejects(TrustRule.REVOCATION, leaf("CN=D").signedWith("SHA256withRSA").by(rsa), rsa);
  }

  @Test
  @DisplayName(
      "attack 42: delta and indirect lists are unsupported, so their issuer's devices fail")
  void rejectsDeltaAndIndirectLists() {
    trust.with("good.crl", TestRevocationList.of(INTERMEDIATE));
    trust.with(
        "x.crl",
        TestRevocationList.of(INTERMEDIATE)
            .with(Extension.deltaCRLIndicator, true, new ASN1Integer(BigInteger.ONE)));
    assertThat(trust.rejects(TrustRule.REVOCATION, DEVICE, INTERMEDIATE).reason())
        .contains("x.crl is a delta list");
    trust.with(
        "x.crl",
        TestRevocationList.of(INTERMEDIATE)
            .with(
                Extension.issuingDistributionPoint,
                true,
                new IssuingDistributionPoint(null, false, false, null, true, false)));
    trust.pass(Duration.ofSeconds(1));
    assertThat(trust.rejects(TrustRule.REVOCATION, DEVICE, INTERMEDIATE).reason())
        .contains("x.crl is an indirect or partial list");
    trust.remove("x.crl");
    trust.pass(Duration.ofSeconds(1));
    trust.accepts(DEVICE, INTERMEDIATE);
  }

  @Test
  @DisplayName("attack 42: a certificate that sends to another issuer's list is rejected")
  void rejectsCertificateWithIndirectRevocation() {
    GeneralNames names =
        new GeneralNames(
            new GeneralName(GeneralName.uniformResourceIdentifier, "http://192.0.2.1/x.crl"));
    DistributionPointName where = new DistributionPointName(names);
    GeneralNames issuer = new GeneralNames(new GeneralName(INTERMEDIATE.name()));
    trust.accepts(pointingTo(new DistributionPoint(where, null, null)));
    trust.rejects(TrustRule.REVOCATION, pointingTo(new DistributionPoint(where, null, issuer)));
    trust.rejects(TrustRule.REVOCATION, pointingTo(new DistributionPoint(null, null, issuer)));
  }

  private static Issued pointingTo(DistributionPoint point) {
    return leaf("CN=D")
        .with(
            Extension.cRLDistributionPoints,
            false,
            new CRLDistPoint(new DistributionPoint[] {point}))
        .by(ROOT);
  }

  @Test
  void readsListsFromASecondDirectory() throws Exception {
    Path lists = Files.createDirectory(directory.resolve("lists"));
    Files.write(lists.resolve("i.crl"), TestRevocationList.of(INTERMEDIATE).revoking(DEVICE).der());
    trust.settings = trust.settings.withRevocationLists(lists);
    trust.rejects(TrustRule.REVOCATION, DEVICE, INTERMEDIATE);
  }
}

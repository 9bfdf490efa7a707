package dev.skep.server.core.internal.trust;

import static dev.skep.server.core.internal.trust.TestCertificate.ca;
import static dev.skep.server.core.internal.trust.TestCertificate.leaf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.TrustDecision;
import dev.skep.server.core.internal.trust.TestCertificate.Issued;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What extensions say, of leaves and of CAs; {@link ChainRulesTest} has the plain cases. */
class ExtensionAttackTest {
  private static final ASN1ObjectIdentifier UNKNOWN =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.77");
  private static final GeneralSubtree MAKER =
      new GeneralSubtree(new GeneralName(new X500Name("O=Maker")));
  private static final Issued ROOT = ca("CN=Root").selfSigned();

  @TempDir Path directory;
  private TrustFixture trust;

  @BeforeEach
  void trustTheRoot() {
    trust = new TrustFixture(directory).trusting(ROOT);
  }

  @Test
  @DisplayName("attack 44: a self-issued CA is not counted, the next that is not is one too many")
  void countsOnlyWhatIsNotSelfIssued() {
    Issued zero =
        ca("CN=Z").with(Extension.basicConstraints, true, new BasicConstraints(0)).by(ROOT);
    Issued selfIssued = ca("CN=Z").by(zero);
    Issued other = ca("CN=Y").by(selfIssued);
    trust.accepts(leaf("CN=D").by(selfIssued), selfIssued, zero);
    trust.rejects(TrustRule.PATH, leaf("CN=D").by(other), other, selfIssued, zero);
    Issued again =
        ca("CN=Z").with(Extension.basicConstraints, true, new BasicConstraints(5)).by(zero);
    Issued below = ca("CN=Y").by(again);
    trust.rejects(TrustRule.PATH, leaf("CN=D").by(below), below, again, zero);
  }

  @Test
  @DisplayName("attack 45: name constraints hold for alternative names and below further CAs")
  void appliesNameConstraintsToAlternativeNames() {
    for (boolean permitted : new boolean[] {true, false}) {
      GeneralSubtree[] trees = {MAKER};
      Issued issuer =
          ca("O=Maker,CN=C" + permitted)
              .with(
                  Extension.nameConstraints,
                  true,
                  permitted ? new NameConstraints(trees, null) : new NameConstraints(null, trees))
              .by(ROOT);
      String good = permitted ? "O=Maker" : "O=Other";
      String bad = permitted ? "O=Other" : "O=Maker";
      trust.accepts(alternative(good, good).by(issuer), issuer);
      trust.rejects(TrustRule.PATH, alternative(good, bad).by(issuer), issuer);
      trust.rejects(TrustRule.PATH, alternative(bad, good).by(issuer), issuer);
      Issued below = ca(good + ",CN=Below").by(issuer);
      trust.accepts(leaf(good + ",CN=D").by(below), below, issuer);
      trust.rejects(TrustRule.PATH, leaf(bad + ",CN=D").by(below), below, issuer);
    }
  }

  @Test
  @DisplayName("attack 45: an unknown critical extension of a CA")
  void rejectsUnknownCriticalExtensionOfACa() {
    Issued harmless = ca("CN=H").with(UNKNOWN, false, DERNull.INSTANCE).by(ROOT);
    Issued critical = ca("CN=C").with(UNKNOWN, true, DERNull.INSTANCE).by(ROOT);
    trust.accepts(leaf("CN=D").by(harmless), harmless);
    trust.rejects(TrustRule.PATH, leaf("CN=D").by(critical), critical);
  }

  @Test
  @DisplayName("attack 46: a purpose that is missing, or stands only for TLS or for any")
  void needsThePurposeItself() {
    KeyPurposeId purpose = KeyPurposeId.getInstance(UNKNOWN);
    trust.settings =
        trust.settings.withLeaf(
            new LeafRequirements(Optional.of(UNKNOWN.getId()), Optional.empty(), false));
    trust.accepts(purposeful(purpose));
    trust.accepts(purposeful(KeyPurposeId.id_kp_serverAuth, purpose));
    trust.rejects(TrustRule.LEAF_PURPOSE, leaf("CN=D").by(ROOT));
    trust.rejects(TrustRule.LEAF_PURPOSE, purposeful(KeyPurposeId.id_kp_serverAuth));
    trust.rejects(TrustRule.LEAF_PURPOSE, purposeful(KeyPurposeId.anyExtendedKeyUsage));
  }

  @Test
  @DisplayName("attack 47: none of the web's CAs that the Java runtime trusts is an anchor")
  void trustsNoneOfTheRuntimesCas() throws Exception {
    KeyStore runtime =
        KeyStore.getInstance(
            Path.of(System.getProperty("java.home"), "lib", "security", "cacerts").toFile(),
            "changeit".toCharArray());
    Iterable<TrustAnchor> anchors = new PKIXParameters(runtime).getTrustAnchors();
    trust.accepts(leaf("CN=D").by(ROOT));
    for (TrustAnchor web : anchors) {
      Bytes der = Bytes.of(web.getTrustedCert().getEncoded());
      String name = web.getTrustedCert().getSubjectX500Principal().getName();
      Issued forged = leaf("CN=D").by(ROOT);
      for (List<Bytes> chain : List.of(List.of(der), List.of(forged.der(), der))) {
        assertThat(trust.open().evaluate(chain, TestCertificate.NOW))
            .as(name)
            .isInstanceOf(TrustDecision.Untrusted.class);
      }
    }
    assertThat(anchors).isNotEmpty();
  }

  private static TestCertificate alternative(String subject, String name) {
    return leaf(subject + ",CN=D")
        .with(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(new GeneralName(new X500Name(name + ",CN=Alias"))));
  }

  private static Issued purposeful(KeyPurposeId... purposes) {
    return leaf("CN=D")
        .with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes))
        .by(ROOT);
  }
}

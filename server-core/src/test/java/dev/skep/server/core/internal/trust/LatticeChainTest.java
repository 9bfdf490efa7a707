package dev.skep.server.core.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.server.core.internal.trust.TestCertificate.Issued;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chains with ML-DSA keys, which Java 17 knows nothing of. */
class LatticeChainTest {
  private Issued root;
  private Issued issuing;
  private TrustFixture fixture;

  @BeforeEach
  void trustRoot(@TempDir Path directory) throws Exception {
    root = ca("CN=Root", "ML-DSA-87").signedWith("ML-DSA-87").selfSigned();
    issuing = ca("CN=Issuing", "ML-DSA-65").signedWith("ML-DSA-87").by(root);
    fixture = new TrustFixture(directory).trusting(root);
  }

  @Test
  void acceptsAChainOfMlDsaThroughout() throws Exception {
    Issued leaf = leaf("CN=Device", "ML-DSA-87").signedWith("ML-DSA-65").by(issuing);

    assertThat(fixture.accepts(leaf, issuing).leafPublicKey().toArray())
        .isEqualTo(leaf.keys().getPublic().getEncoded());
    assertThat(fixture.accepts(leaf, issuing, root).subject()).isEqualTo("CN=Device");
  }

  @Test
  void acceptsAnotherDeviceByTheIssuerThatIsKnown() throws Exception {
    fixture.accepts(leaf("CN=One", "ML-DSA-65").signedWith("ML-DSA-65").by(issuing), issuing);
    fixture.accepts(leaf("CN=Two", "ML-DSA-65").signedWith("ML-DSA-65").by(issuing), issuing);
  }

  @Test
  void acceptsAnEllipticCurveDeviceOfAnMlDsaIssuer() {
    fixture.accepts(TestCertificate.leaf("CN=EC").signedWith("ML-DSA-65").by(issuing), issuing);
  }

  @Test
  @DisplayName("attack 38: another key's ML-DSA signature on the leaf, before and after a good one")
  void refusesALeafThatAnotherKeySigned() throws Exception {
    Issued impostor = ca("CN=Issuing", "ML-DSA-65").signedWith("ML-DSA-65").selfSigned();
    Issued forged = leaf("CN=Device", "ML-DSA-65").signedWith("ML-DSA-65").by(impostor);

    fixture.rejects(TrustRule.PATH, forged, issuing);
    fixture.accepts(leaf("CN=Device", "ML-DSA-65").signedWith("ML-DSA-65").by(issuing), issuing);
    fixture.rejects(TrustRule.PATH, forged, issuing);
  }

  @Test
  void refusesAnIntermediateThatTheAnchorDidNotSign() throws Exception {
    Issued otherRoot = ca("CN=Root", "ML-DSA-87").signedWith("ML-DSA-87").selfSigned();
    Issued foreign = ca("CN=Issuing", "ML-DSA-65").signedWith("ML-DSA-87").by(otherRoot);
    Issued leaf = leaf("CN=Device", "ML-DSA-65").signedWith("ML-DSA-65").by(foreign);

    fixture.rejects(TrustRule.PATH, leaf, foreign);
  }

  @Test
  void refusesTheSmallestParameterSet() throws Exception {
    Issued weak = ca("CN=Weak", "ML-DSA-44").signedWith("ML-DSA-87").by(root);
    Issued leaf = leaf("CN=Device", "ML-DSA-65").signedWith("ML-DSA-44").by(weak);

    fixture.rejects(TrustRule.ALGORITHMS, leaf, weak);
  }

  @Test
  void findsARevokedDeviceInAListThatMlDsaSigned() throws Exception {
    Issued good = leaf("CN=Good", "ML-DSA-65").signedWith("ML-DSA-65").by(issuing);
    Issued bad = leaf("CN=Bad", "ML-DSA-65").signedWith("ML-DSA-65").by(issuing);
    fixture.with(
        "issuing.crl", TestRevocationList.of(issuing).signedWith("ML-DSA-65").revoking(bad));

    fixture.accepts(good, issuing);
    fixture.rejects(TrustRule.REVOCATION, bad, issuing);
  }

  private static TestCertificate ca(String name, String keys) throws Exception {
    return withKeys(TestCertificate.ca(name), keys);
  }

  private static TestCertificate leaf(String name, String keys) throws Exception {
    return withKeys(TestCertificate.leaf(name), keys);
  }

  private static TestCertificate withKeys(TestCertificate certificate, String algorithm)
      throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance(algorithm, TestCertificate.BC).generateKeyPair();
    return certificate
        .keys(pair)
        .certifying(SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
  }
}

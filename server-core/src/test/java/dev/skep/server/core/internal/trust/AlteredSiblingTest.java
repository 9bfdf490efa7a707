package dev.skep.server.core.internal.trust;

import static dev.skep.server.core.internal.trust.TestCertificate.NOW;
import static dev.skep.server.core.internal.trust.TestCertificate.ca;
import static dev.skep.server.core.internal.trust.TestCertificate.keys;
import static dev.skep.server.core.internal.trust.TestCertificate.leaf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.TrustDecision;
import dev.skep.server.core.internal.trust.TestCertificate.Issued;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.List;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A CA that is certified signs anything: each octet of a leaf is altered and the leaf signed anew.
 * A server that knows the leaf's siblings says of it what one says that has seen nothing.
 */
class AlteredSiblingTest {
  private static final Issued ROOT = ca("CN=Root").selfSigned();
  private static final Issued MAKER = ca("CN=Maker").by(ROOT);
  private static final int[] ALTERATIONS = {0x01, 0x80, 0x20, 0xff};

  @TempDir Path directory;

  @Test
  @DisplayName("attacks 41, 43: what a known issuer signs is judged as on a new server, EC")
  void judgesAlteredCertificatesOfEcKeysAsIfTheyWereTheFirst() throws Exception {
    judgesAllAlike(
        leaf("O=Maker,CN=Device 1").with(Extension.subjectKeyIdentifier, false, identifier()));
  }

  @Test
  @DisplayName("attacks 41, 43: what a known issuer signs is judged as on a new server, RSA")
  void judgesAlteredCertificatesOfRsaKeysAsIfTheyWereTheFirst() throws Exception {
    GeneralNames names = new GeneralNames(new GeneralName(GeneralName.dNSName, "device.example"));
    judgesAllAlike(
        leaf("CN=Device 2")
            .keys(keys("RSA", 2048))
            .with(Extension.subjectAlternativeName, false, names));
  }

  private static SubjectKeyIdentifier identifier() {
    return new SubjectKeyIdentifier(new byte[] {1, 2, 3, 4});
  }

  private void judgesAllAlike(TestCertificate spec) throws Exception {
    TrustFixture fixture = new TrustFixture(directory).trusting(ROOT);
    Issued good = spec.by(MAKER);
    byte[] signed = good.holder().toASN1Structure().getTBSCertificate().getEncoded();
    int trusted = 0;
    int refused = 0;
    for (int position = 0; position < signed.length; position++) {
      byte[] altered = signed.clone();
      altered[position] ^= (byte) ALTERATIONS[position % ALTERATIONS.length];
      List<Bytes> chain = List.of(signedAnew(good, altered), MAKER.der());
      fixture.accepts(good, MAKER);
      TrustDecision known = fixture.open().evaluate(chain, NOW);
      assertThat(known)
          .as("octet %d", position)
          .isEqualTo(fixture.openAnother().evaluate(chain, NOW));
      trusted += known instanceof TrustDecision.Trusted ? 1 : 0;
      refused += known instanceof TrustDecision.Trusted ? 0 : 1;
    }
    assertThat(trusted).isGreaterThan(30);
    assertThat(refused).isGreaterThan(100);
  }

  /** The certificate of these contents, with a good signature of the issuer. */
  private static Bytes signedAnew(Issued good, byte[] signed)
      throws GeneralSecurityException, IOException {
    Signature signer = Signature.getInstance("SHA256withECDSA", TestCertificate.BC);
    signer.initSign(MAKER.keys().getPrivate());
    signer.update(signed);
    ASN1BitString signature = new DERBitString(signer.sign());
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(signed);
    content.writeBytes(good.holder().getSignatureAlgorithm().getEncoded());
    content.writeBytes(signature.getEncoded());
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(DerReader.SEQUENCE);
    whole.write(0x82);
    whole.write(content.size() >>> 8);
    whole.write(content.size());
    whole.writeBytes(content.toByteArray());
    return Bytes.of(whole.toByteArray());
  }
}

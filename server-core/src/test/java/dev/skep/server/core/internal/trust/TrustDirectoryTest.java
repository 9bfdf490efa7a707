package dev.skep.server.core.internal.trust;

import static dev.skep.server.core.internal.trust.TestCertificate.ca;
import static dev.skep.server.core.internal.trust.TestCertificate.leaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.SettingsException;
import dev.skep.api.engine.JcaEngines;
import dev.skep.server.core.internal.trust.TestCertificate.Issued;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustDirectoryTest {
  private static final Issued ONE = ca("CN=One").selfSigned();
  private static final Issued TWO = ca("CN=Two").selfSigned();
  private static final Issued DEVICE_ONE = leaf("CN=D1").by(ONE);
  private static final Issued DEVICE_TWO = leaf("CN=D2").by(TWO);
  private static final GeneralSubtree MAKER =
      new GeneralSubtree(new GeneralName(new X500Name("O=Maker")));
  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir Path directory;
  private TrustFixture trust;

  @BeforeEach
  void emptyDirectory() {
    trust = new TrustFixture(directory);
  }

  @Test
  void trustsNothingWhileThereIsNoAnchor() {
    trust.rejects(TrustRule.ANCHOR, DEVICE_ONE);
    assertThat(trust.events).containsExactly("loaded 0 0");
  }

  @Test
  void takesUpAndDropsAnchorsWithinASecond() {
    trust.write("one.crt", ONE.der().toArray());
    trust.accepts(DEVICE_ONE);
    trust.write("two.cer", TWO.der().toArray());
    trust.pass(Duration.ofMillis(999));
    trust.rejects(TrustRule.ANCHOR, DEVICE_TWO);
    trust.pass(SECOND);
    trust.accepts(DEVICE_TWO);
    trust.remove("one.crt");
    trust.pass(SECOND);
    trust.rejects(TrustRule.ANCHOR, DEVICE_ONE);
    assertThat(trust.events).containsExactly("loaded 1 0", "loaded 2 0", "loaded 1 0");
  }

  @Test
  void readsSeveralPemCertificatesInOneFile() throws Exception {
    StringWriter pem = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(pem)) {
      writer.writeObject(ONE.holder());
      pem.append("text between\n");
      writer.writeObject(TWO.holder());
    }
    trust.write("all.pem", pem.toString().getBytes(StandardCharsets.US_ASCII));
    trust.accepts(DEVICE_ONE);
    trust.accepts(DEVICE_TWO);
  }

  @Test
  void keepsTheStateAndReportsOnceWhenAFileIsDamaged() {
    trust.trusting(ONE);
    trust.accepts(DEVICE_ONE);
    trust.write("two.crt", TWO.der().slice(0, 100).toArray());
    for (int i = 0; i < 3; i++) {
      trust.pass(SECOND);
      trust.accepts(DEVICE_ONE);
      trust.rejects(TrustRule.ANCHOR, DEVICE_TWO);
    }
    assertThat(trust.events).hasSize(2);
    assertThat(trust.events.get(1)).contains("two.crt").contains("replace or remove it");
    trust.write("two.crt", TWO.der().toArray());
    trust.pass(SECOND);
    trust.accepts(DEVICE_TWO);
  }

  @Test
  void trustsNothingAfterAStartWithADamagedFile() {
    trust.trusting(ONE);
    trust.write("list.crl", new byte[] {0x30, 1});
    trust.rejects(TrustRule.ANCHOR, DEVICE_ONE);
    assertThat(trust.events).singleElement().asString().contains("list.crl");
  }

  @Test
  void refusesAnchorsThatAreNoCaOrHaveConstraintsThatWouldNotHold() {
    assertRefused(leaf("CN=L").selfSigned(), "is not a CA certificate");
    assertRefused(
        ca("CN=C")
            .with(
                Extension.nameConstraints,
                true,
                new NameConstraints(new GeneralSubtree[] {MAKER}, null))
            .selfSigned(),
        "2.5.29.30");
    assertRefused(
        ca("CN=R").keys(TestCertificate.keys("RSA", 1024)).signedWith("SHA256withRSA").selfSigned(),
        "1024 bits");
  }

  @Test
  void refusesAPrivateKeyAmongTheAnchors() {
    trust.write(
        "k.pem",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
            .getBytes(StandardCharsets.US_ASCII));
    trust.open();
    assertThat(trust.events.get(0)).contains("k.pem holds a PRIVATE KEY");
  }

  @Test
  void refusesAMissingDirectory() {
    TrustSettings settings = TrustSettings.of(directory.resolve("absent"));
    assertThatThrownBy(
            () -> DirectoryDeviceTrust.open(settings, new JcaEngines(), TrustListener.NONE))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("absent")
        .hasMessageContaining("create it");
  }

  private void assertRefused(Issued anchor, String why) {
    trust.write("anchor.crt", anchor.der().toArray());
    int before = trust.events.size();
    trust.pass(SECOND);
    trust.open().evaluate(java.util.List.of(), TestCertificate.NOW);
    assertThat(trust.events).hasSize(before + 1);
    assertThat(trust.events.get(before)).contains("anchor.crt").contains(why);
  }
}

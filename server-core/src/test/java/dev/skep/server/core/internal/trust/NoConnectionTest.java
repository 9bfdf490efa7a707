package dev.skep.server.core.internal.trust;

import static dev.skep.server.core.internal.trust.TestCertificate.ca;
import static dev.skep.server.core.internal.trust.TestCertificate.leaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.server.core.internal.trust.TestCertificate.Issued;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoConnectionTest {
  @TempDir Path directory;

  @Test
  @DisplayName("attack 49: addresses in certificates are never followed")
  void followsNoAddress() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/";
      Issued root = ca("CN=Root").selfSigned();
      Issued intermediate = withAddresses(ca("CN=Intermediate"), url).by(root);
      Issued device = withAddresses(leaf("CN=Device"), url).by(intermediate);
      for (RevocationMode mode : RevocationMode.values()) {
        TrustFixture trust = new TrustFixture(directory).trusting(root);
        trust.settings = trust.settings.withRevocation(mode);
        // The second chain lacks its intermediate, which the address would offer.
        if (mode == RevocationMode.REQUIRE) {
          trust.rejects(TrustRule.REVOCATION, device, intermediate);
        } else {
          trust.accepts(device, intermediate);
        }
        trust.rejects(TrustRule.ANCHOR, device);
      }
      assertNobodyConnected(server);
    }
  }

  @Test
  @DisplayName("attack 49: nor are they where the JVM's properties allow it")
  void followsNoAddressEvenIfTheJvmWould() throws Exception {
    String[] properties = {"com.sun.security.enableCRLDP", "com.sun.security.enableAIAcaIssuers"};
    for (String property : properties) {
      assertThat(System.getProperty(property)).isNull();
      System.setProperty(property, "true");
    }
    try {
      followsNoAddress();
    } finally {
      for (String property : properties) {
        System.clearProperty(property);
      }
    }
  }

  private static TestCertificate withAddresses(TestCertificate certificate, String url) {
    GeneralName name = new GeneralName(GeneralName.uniformResourceIdentifier, url);
    DistributionPoint point =
        new DistributionPoint(new DistributionPointName(new GeneralNames(name)), null, null);
    return certificate
        .with(
            Extension.authorityInfoAccess,
            false,
            new AuthorityInformationAccess(
                new AccessDescription[] {
                  new AccessDescription(AccessDescription.id_ad_caIssuers, name),
                  new AccessDescription(AccessDescription.id_ad_ocsp, name)
                }))
        .with(
            Extension.cRLDistributionPoints,
            false,
            new CRLDistPoint(new DistributionPoint[] {point}));
  }

  private static void assertNobodyConnected(ServerSocket server) throws Exception {
    // A connection made meanwhile waits in the backlog, so the shortest wait finds it.
    server.setSoTimeout(1);
    assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
  }
}

package dev.skep.protocol.provisioning;

import static dev.skep.protocol.message.MessageType.filled;
import static dev.skep.protocol.provisioning.ProvisioningTypes.CERTIFICATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skep.api.Bytes;
import dev.skep.protocol.cbor.CborItem;
import dev.skep.protocol.cbor.CborItem.Array;
import dev.skep.protocol.cbor.CborItem.ByteString;
import dev.skep.protocol.cbor.CborItem.Text;
import dev.skep.protocol.cbor.CborLimits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The attributes of {@code certificate.install} (spec rule D-8). */
class CertificateInstallationTest {
  @Test
  void keepsTheChainInItsOrder() throws Exception {
    CertificateInstallation installation =
        CertificateInstallation.decode(CERTIFICATE.valid(), CborLimits.DEFAULT);
    assertThat(installation.keyId()).isEqualTo("auth");
    assertThat(installation.chain()).containsExactly(filled(300), filled(400));
  }

  @Test
  void takesOneToEightCertificatesOfAKeyWithAnId() {
    CERTIFICATE.refuses("D-1", 1, new Text("Auth"));
    CERTIFICATE.accepts(2, copies(1, filled(1)));
    CERTIFICATE.accepts(2, copies(8, filled(2000)));
    CERTIFICATE.refuses("M-12", 2, copies(0, filled(1)));
    CERTIFICATE.refuses("M-12", 2, copies(9, filled(1)));
    CERTIFICATE.refuses("M-12", 2, copies(2, Bytes.EMPTY));
    CERTIFICATE.refuses("M-11", 2, new Array(List.of(new Text("x"))));
  }

  @Test
  void cannotBeMadeSoThatNobodyReadsIt() {
    refusesToMake("Auth", List.of(filled(1)));
    refusesToMake("auth", List.of());
    refusesToMake("auth", List.of(Bytes.EMPTY));
    refusesToMake("auth", Collections.nCopies(9, filled(1)));
  }

  @Test
  void copiesItsChain() {
    List<Bytes> chain = new ArrayList<>(List.of(filled(3)));
    CertificateInstallation installation = new CertificateInstallation("auth", chain);
    chain.clear();
    assertThat(installation.chain()).containsExactly(filled(3));
  }

  private static void refusesToMake(String keyId, List<Bytes> chain) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CertificateInstallation(keyId, chain));
  }

  private static CborItem copies(int count, Bytes certificate) {
    return new Array(Collections.nCopies(count, new ByteString(certificate)));
  }
}

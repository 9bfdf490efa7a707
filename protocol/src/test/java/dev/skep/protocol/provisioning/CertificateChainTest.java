package dev.skep.protocol.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.protocol.TestCertificates;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateChainTest {
  private static final PublicKey KEY = TestCertificates.keys("EC").getPublic();
  private static final Bytes SPKI = Bytes.of(KEY.getEncoded());
  private static final Bytes LEAF = certificate("CN=Leaf", "CN=Middle");
  private static final Bytes MIDDLE = certificate("CN=Middle", "CN=Root");
  private static final Bytes ROOT = certificate("CN=Root", "CN=Root");

  private static Bytes certificate(String subject, String issuer) {
    return TestCertificates.der(TestCertificates.of(subject, issuer, KEY));
  }

  private static void hasProblem(List<Bytes> chain, String what) {
    assertThat(CertificateChain.problem(chain).orElseThrow()).contains(what);
    assertThat(CertificateChain.problem(chain, SPKI).orElseThrow()).contains(what);
  }

  @Test
  void takesAChainFromTheLeafUpwards() {
    for (List<Bytes> chain : List.of(List.of(LEAF), List.of(LEAF, MIDDLE, ROOT))) {
      assertThat(CertificateChain.problem(chain)).isEmpty();
      assertThat(CertificateChain.problem(chain, SPKI)).isEmpty();
    }
  }

  @Test
  void hasOneToEightCertificates() {
    hasProblem(List.of(), "1 to 8");
    assertThat(CertificateChain.problem(Collections.nCopies(8, ROOT))).isEmpty();
    hasProblem(Collections.nCopies(9, ROOT), "1 to 8");
  }

  @Test
  void isNoLongerThan32768Bytes() {
    hasProblem(List.of(LEAF, Bytes.of(new byte[32_769 - LEAF.length()])), "longer");
    hasProblem(List.of(LEAF, Bytes.of(new byte[32_768 - LEAF.length()])), "certificate 2 is not");
  }

  @Test
  void isOfCertificatesAndNothingElse() {
    hasProblem(List.of(Bytes.hex("3000")), "certificate 1 is not");
    hasProblem(List.of(LEAF, Bytes.concat(MIDDLE, Bytes.hex("00"))), "certificate 2 is not");
    hasProblem(List.of(LEAF.slice(0, LEAF.length() - 1)), "certificate 1 is not");
  }

  @Test
  void isForTheKey() {
    Bytes other = Bytes.of(TestCertificates.keys("EC").getPublic().getEncoded());
    assertThat(CertificateChain.problem(List.of(LEAF), other).orElseThrow())
        .contains("another key");
  }

  @Test
  void isInOrder() {
    hasProblem(List.of(LEAF, ROOT), "certificate 2 is not the issuer of certificate 1");
    hasProblem(List.of(LEAF, MIDDLE, LEAF), "certificate 3 is not the issuer of certificate 2");
    hasProblem(List.of(ROOT, MIDDLE), "certificate 2 is not");
  }

  @Test
  void givesAPublicKeyAsItStandsThere() {
    for (PublicKey key :
        List.of(
            KEY,
            TestCertificates.onCurve("secp521r1"),
            TestCertificates.rsa(2048, BigInteger.valueOf(65537)),
            TestCertificates.rsa(8192, BigInteger.valueOf(65537)))) {
      // Names of more than 127 and 255 bytes have longer lengths.
      for (int parts : new int[] {0, 1, 3, 6}) {
        String name = "CN=A" + (",OU=" + "x".repeat(60)).repeat(parts);
        X509Certificate certificate = TestCertificates.of(name, name, key);
        assertThat(CertificateChain.publicKey(certificate)).isEqualTo(Bytes.of(key.getEncoded()));
      }
      assertThat(CertificateChain.publicKey(TestCertificates.ofVersionOne(key)))
          .isEqualTo(Bytes.of(key.getEncoded()));
    }
  }
}

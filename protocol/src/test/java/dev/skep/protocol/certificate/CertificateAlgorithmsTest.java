package dev.skep.protocol.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.protocol.TestCertificates;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rule S-7.4. */
class CertificateAlgorithmsTest {
  private static final BigInteger F4 = BigInteger.valueOf(65537);
  private static final PublicKey P256 = TestCertificates.onCurve("secp256r1");

  private final CertificateAlgorithms algorithms = new CertificateAlgorithms();

  private static X509Certificate signed(String algorithm) {
    return TestCertificates.of("CN=A", "CN=B", P256, algorithm);
  }

  private static X509Certificate of(PublicKey key) {
    return TestCertificates.of("CN=A", "CN=B", key);
  }

  @Test
  void takesSignaturesWithSha2() {
    for (String hash : List.of("SHA256", "SHA384", "SHA512")) {
      assertThat(algorithms.signatureProblem(signed(hash + "withECDSA"))).isEmpty();
      assertThat(algorithms.signatureProblem(signed(hash + "withRSA"))).isEmpty();
      assertThat(algorithms.signatureProblem(signed(hash + "withRSAandMGF1"))).isEmpty();
    }
  }

  @Test
  void refusesSignaturesWithSha1AndOtherHashes() {
    for (String name : List.of("SHA1withECDSA", "SHA1withRSA", "SHA224withECDSA")) {
      assertThat(algorithms.signatureProblem(signed(name)).orElseThrow())
          .startsWith("is signed with ")
          .endsWith("not allowed");
    }
    assertThat(algorithms.signatureProblem(signed("SHA1withRSAandMGF1")).orElseThrow())
        .contains("RSASSA-PSS");
    assertThat(algorithms.signatureProblem(signed("SHA224withRSAandMGF1")).orElseThrow())
        .contains("not with one SHA-2 hash");
  }

  @Test
  void takesRsaKeysOf2048To8192Bits() {
    for (int bits : new int[] {2048, 3072, 8192}) {
      X509Certificate certificate = of(TestCertificates.rsa(bits, F4));
      assertThat(algorithms.deviceKeyProblem(certificate)).isEmpty();
      assertThat(algorithms.issuerKeyProblem(certificate)).isEmpty();
      assertThat(algorithms.describeKey(certificate)).contains("RSA " + bits);
    }
    for (int bits : new int[] {1024, 2047, 8193}) {
      X509Certificate certificate = of(TestCertificates.rsa(bits, F4));
      assertThat(algorithms.deviceKeyProblem(certificate).orElseThrow()).contains(bits + " bits");
      assertThat(algorithms.issuerKeyProblem(certificate)).isPresent();
    }
  }

  @Test
  void takesRsaExponentsFrom65537To64Bits() {
    BigInteger longest = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    for (BigInteger good : List.of(F4, longest)) {
      assertThat(algorithms.deviceKeyProblem(of(TestCertificates.rsa(2048, good)))).isEmpty();
    }
    for (BigInteger bad :
        List.of(
            BigInteger.valueOf(3),
            BigInteger.valueOf(65535),
            BigInteger.valueOf(65538),
            longest.add(BigInteger.TWO))) {
      assertThat(algorithms.deviceKeyProblem(of(TestCertificates.rsa(2048, bad))).orElseThrow())
          .contains("exponent");
    }
  }

  @Test
  void takesKeysOnTheCurvesOfTheSuites() {
    for (String curve : List.of("secp256r1", "secp384r1", "secp521r1")) {
      X509Certificate certificate = of(TestCertificates.onCurve(curve));
      assertThat(algorithms.describeKey(certificate)).contains(curve);
      assertThat(algorithms.deviceKeyProblem(certificate)).isEmpty();
      assertThat(algorithms.issuerKeyProblem(certificate)).isEmpty();
    }
    X509Certificate edwards = of(TestCertificates.keys("Ed25519").getPublic());
    assertThat(algorithms.describeKey(edwards)).contains("Ed25519");
    assertThat(algorithms.deviceKeyProblem(edwards)).isEmpty();
    assertThat(algorithms.issuerKeyProblem(edwards)).isEmpty();
  }

  @Test
  void refusesDsaAndLeavesOtherKindsToTheScheme() {
    X509Certificate dsa = of(TestCertificates.keys("DSA").getPublic());
    assertThat(algorithms.describeKey(dsa)).isEqualTo(Optional.empty());
    assertThat(algorithms.deviceKeyProblem(dsa).orElseThrow()).contains("DSA");
    X509Certificate ed448 = of(TestCertificates.keys("Ed448").getPublic());
    assertThat(algorithms.describeKey(ed448)).isEmpty();
    assertThat(algorithms.deviceKeyProblem(ed448)).isEmpty();
    assertThat(algorithms.issuerKeyProblem(ed448).orElseThrow()).contains("not allowed for a CA");
  }
}

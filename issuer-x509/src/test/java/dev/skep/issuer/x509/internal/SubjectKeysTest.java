package dev.skep.issuer.x509.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.IssuanceException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectKeysTest {
  private static final ASN1ObjectIdentifier ML_DSA_65 =
      new ASN1ObjectIdentifier("2.16.840.1.101.3.4.3.18");
  private static final ASN1ObjectIdentifier ML_DSA_87 =
      new ASN1ObjectIdentifier("2.16.840.1.101.3.4.3.19");

  @TempDir Path folder;
  private X509Issuer issuer;

  @BeforeEach
  void make() throws Exception {
    issuer = new TestCa(folder).made();
  }

  @Test
  void certifiesTheKeysThatElementsMake() throws Exception {
    for (String curve : new String[] {"secp256r1", "secp384r1", "secp521r1"}) {
      assertCertified(generated("EC", new ECGenParameterSpec(curve)));
    }
    assertCertified(generated("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4)));
    assertCertified(generated("Ed25519", null));
  }

  @Test
  @DisplayName("attack 50: a key of another type, curve or size is refused")
  void refusesOtherKeys() throws Exception {
    assertRefused(
        generated("RSA", new RSAKeyGenParameterSpec(1024, RSAKeyGenParameterSpec.F4)), "size");
    assertRefused(
        generated("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F0)), "exponent");
    assertRefused(generated("X25519", null), "type");
    assertRefused(generated("Ed448", null), "type");
    assertRefused(generated("DSA", null), "type");
    assertRefused(rsa(BigInteger.ONE.shiftLeft(8192).setBit(0), 65_537), "size");
    assertRefused(rsa(BigInteger.ONE.shiftLeft(2047).setBit(0), 65_538), "exponent");
    assertRefused(rsa(BigInteger.ONE.shiftLeft(2047).setBit(0).negate(), 65_537), "encoding");
    assertRefused(rsa(BigInteger.ONE.shiftLeft(2047).setBit(1), 65_537), "modulus");
  }

  @Test
  void certifiesMlDsaKeys() throws Exception {
    byte[] key = new byte[2592];
    new Random(1).nextBytes(key);
    assertCertified(spki(ML_DSA_87, null, key));
    assertCertified(spki(ML_DSA_65, null, Arrays.copyOf(key, 1952)));
  }

  @Test
  @DisplayName("attack 30: ML-DSA keys of another length or with parameters, and unknown types")
  void refusesOtherLatticeKeys() throws Exception {
    byte[] key = new byte[2592];
    new Random(1).nextBytes(key);
    assertRefused(spki(ML_DSA_65, null, key), "length");
    assertRefused(spki(ML_DSA_87, null, Arrays.copyOf(key, 2591)), "length");
    assertRefused(spki(ML_DSA_87, DERNull.INSTANCE, key), "parameters");
    assertRefused(spki(new ASN1ObjectIdentifier("2.16.840.1.101.3.4.3.17"), null, key), "type");
    assertRefused(spki(new ASN1ObjectIdentifier("1.2.3"), null, new byte[100_000]), "type");
  }

  @Test
  @DisplayName("attack 26: points that are none, and other forms of points, are refused")
  void refusesPointsThatAreNotOnTheCurve() throws Exception {
    byte[] good = generated("EC", new ECGenParameterSpec("secp256r1")).toArray();
    byte[] off = good.clone();
    off[off.length - 1] ^= 1;
    assertRefused(Bytes.of(off), "malformed");
    byte[] infinity = SubjectPublicKeyInfo.getInstance(good).getEncoded();
    assertRefused(
        spki(SubjectPublicKeyInfo.getInstance(infinity).getAlgorithm(), new byte[1]), "form");
    byte[] compressed = new byte[33];
    System.arraycopy(good, good.length - 64, compressed, 1, 32);
    compressed[0] = 2;
    assertRefused(spki(SubjectPublicKeyInfo.getInstance(good).getAlgorithm(), compressed), "form");
    assertRefused(
        spki(
            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, DERNull.INSTANCE),
            compressed),
        "curve");
  }

  @Test
  @DisplayName("attack 37: Edwards points of small order are refused")
  void refusesEdwardsPointsOfSmallOrder() throws Exception {
    byte[] neutral = new byte[32];
    neutral[0] = 1;
    assertRefused(spki(EdECObjectIdentifiers.id_Ed25519, null, neutral), "point");
    assertRefused(spki(EdECObjectIdentifiers.id_Ed25519, null, new byte[32]), "point");
    assertRefused(spki(EdECObjectIdentifiers.id_Ed25519, null, new byte[31]), "point");
    assertRefused(
        spki(EdECObjectIdentifiers.id_Ed25519, DERNull.INSTANCE, new byte[32]), "parameters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "30", "3000", "30800000", "0500", "ffffffffff", "3084ffffffff"})
  void refusesWhatIsNoKeyAtAll(String hex) {
    assertRefused(Bytes.hex(hex), "key");
  }

  @Test
  @DisplayName("attack 53: an altered key is certified as it is or refused, never a crash")
  void survivesAlteredKeys() throws Exception {
    Random random = new Random(53);
    byte[] good = generated("EC", new ECGenParameterSpec("secp256r1")).toArray();
    for (int i = 0; i < 5_000; i++) {
      byte[] altered = good.clone();
      altered[random.nextInt(27)] ^= (byte) (1 << random.nextInt(8));
      assertThatThrownBy(() -> issuer.issue(TestCa.request(Bytes.of(altered), "CN=a")))
          .isInstanceOf(IssuanceException.class);
    }
  }

  @Test
  void refusesAKeyThatIsNotInDer() throws Exception {
    byte[] good = generated("EC", new ECGenParameterSpec("secp256r1")).toArray();
    byte[] longer = new byte[good.length + 1];
    longer[0] = good[0];
    longer[1] = (byte) 0x81;
    System.arraycopy(good, 1, longer, 2, good.length - 1);
    assertRefused(Bytes.of(longer), "DER");
    byte[] trailing = Arrays.copyOf(good, good.length + 1);
    assertRefused(Bytes.of(trailing), "malformed");
  }

  private void assertCertified(Bytes spki) throws Exception {
    Bytes certificate = issuer.issue(TestCa.request(spki, "CN=a")).get(0);
    assertThat(
            Certificate.getInstance(certificate.toArray()).getSubjectPublicKeyInfo().getEncoded())
        .isEqualTo(spki.toArray());
  }

  private void assertRefused(Bytes spki, String reason) {
    assertThatThrownBy(() -> issuer.issue(TestCa.request(spki, "CN=a")))
        .isInstanceOf(IssuanceException.class)
        .hasMessageContaining("the public key")
        .hasMessageContaining(reason);
  }

  private static Bytes generated(String type, AlgorithmParameterSpec parameters) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
    if (parameters != null) {
      generator.initialize(parameters);
    }
    return Bytes.of(generator.generateKeyPair().getPublic().getEncoded());
  }

  private static Bytes rsa(BigInteger modulus, int exponent) throws Exception {
    return spki(
        PKCSObjectIdentifiers.rsaEncryption,
        DERNull.INSTANCE,
        new RSAPublicKey(modulus, BigInteger.valueOf(exponent)).getEncoded());
  }

  private static Bytes spki(ASN1ObjectIdentifier type, ASN1Encodable parameters, byte[] key)
      throws Exception {
    return spki(
        parameters == null
            ? new AlgorithmIdentifier(type)
            : new AlgorithmIdentifier(type, parameters),
        key);
  }

  private static Bytes spki(AlgorithmIdentifier algorithm, byte[] key) throws Exception {
    return Bytes.of(new SubjectPublicKeyInfo(algorithm, key).getEncoded("DER"));
  }
}

package dev.skep.server.core.internal.trust;

import static dev.skep.server.core.internal.trust.TestCertificate.NOW;
import static dev.skep.server.core.internal.trust.TestCertificate.bare;
import static dev.skep.server.core.internal.trust.TestCertificate.ca;
import static dev.skep.server.core.internal.trust.TestCertificate.keys;
import static dev.skep.server.core.internal.trust.TestCertificate.leaf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.TrustDecision;
import dev.skep.server.core.internal.trust.TestCertificate.Issued;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ChainRulesTest {
  private static final Issued ROOT = ca("CN=Root").selfSigned();
  private static final Issued INTERMEDIATE = ca("CN=Intermediate").by(ROOT);

  @TempDir Path directory;
  private TrustFixture trust;

  @BeforeEach
  void trustTheRoot() {
    trust = new TrustFixture(directory).trusting(ROOT);
  }

  @Test
  void acceptsLeafUnderAnchorAndGivesKeySubjectAndPolicies() {
    Issued device =
        leaf("CN=Device 1,O=Maker")
            .with(Extension.certificatePolicies, false, policies("1.3.6.1.4.1.99999.1", "2.25.7"))
            .by(ROOT);
    TrustDecision.Trusted trusted = trust.accepts(device);
    assertThat(trusted.leafPublicKey()).isEqualTo(Bytes.of(device.keys().getPublic().getEncoded()));
    assertThat(trusted.subject()).isEqualTo("O=Maker,CN=Device 1");
    assertThat(trusted.policies()).containsExactlyInAnyOrder("1.3.6.1.4.1.99999.1", "2.25.7");
  }

  @Test
  void acceptsLeafUnderIntermediateWithOrWithoutItsAnchor() {
    Issued device = leaf("CN=Device").by(INTERMEDIATE);
    trust.accepts(device, INTERMEDIATE);
    trust.accepts(device, INTERMEDIATE, ROOT);
  }

  @Test
  void acceptsRsaPssAndEdwardsChains() {
    Issued rsa =
        ca("CN=RSA").keys(keys("RSA", 2048)).signedWith("SHA256withRSAandMGF1").selfSigned();
    Issued edwards = ca("CN=Ed").keys(keys("Ed25519", 0)).signedWith("Ed25519").selfSigned();
    trust.trusting(rsa, edwards);
    trust.accepts(leaf("CN=A").signedWith("SHA384withRSAandMGF1").by(rsa));
    trust.accepts(leaf("CN=B").signedWith("SHA256withRSA").keys(keys("RSA", 2048)).by(rsa));
    trust.accepts(leaf("CN=C").signedWith("Ed25519").keys(keys("Ed25519", 0)).by(edwards));
  }

  @Test
  void rejectsEmptyChainAndLongCertificate() {
    trust.rejects(TrustRule.CHAIN_SIZE);
    Issued long8k =
        leaf("CN=Device").with(Extension.subjectAlternativeName, false, names(9_000)).by(ROOT);
    assertThat(long8k.der().length()).isGreaterThan(8192);
    trust.rejects(TrustRule.CHAIN_SIZE, long8k);
  }

  @Test
  @DisplayName("attack 40: a chain with a signature algorithm of another key type is rejected")
  void rejectsSignatureAlgorithmThatDoesNotFitTheIssuersKey() {
    Issued device = leaf("CN=Device").by(ROOT);
    byte[] forged = replaced(device.der(), "2a8648ce3d040302", "2a8648ce3d040303");
    trust.rejects(TrustRule.PATH, NOW, List.of(Bytes.of(forged)));
    Issued rsaSigned = leaf("CN=Device").signedWith("SHA256withRSA").by(rsaNamed("CN=Root", 2048));
    trust.rejects(TrustRule.PATH, rsaSigned);
  }

  @Test
  @DisplayName("attack 40: a device key on an unknown curve, or P-256 with SHA-1, is rejected")
  void rejectsUnknownCurveAndSha1() {
    SubjectPublicKeyInfo unknownCurve =
        new SubjectPublicKeyInfo(
            new AlgorithmIdentifier(
                X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256k1),
            new byte[] {4});
    trust.rejects(TrustRule.ENCODING, leaf("CN=D").certifying(unknownCurve).by(ROOT));
    trust.rejects(TrustRule.ALGORITHMS, leaf("CN=D").keys(keys("DSA", 2048)).by(ROOT));
    trust.rejects(TrustRule.ALGORITHMS, leaf("CN=D").signedWith("SHA1withECDSA").by(ROOT));
  }

  @Test
  @DisplayName("attack 41: expired and not yet valid leaves, with a skew of 5 minutes")
  void rejectsLeavesOutsideTheirValidity() {
    Issued device = leaf("CN=D").from(NOW).until(NOW.plus(Duration.ofDays(1))).by(ROOT);
    Instant end = NOW.plus(Duration.ofDays(1));
    trust.accepts(NOW.minusSeconds(299), device);
    trust.accepts(end.plusSeconds(299), device);
    trust.rejects(TrustRule.VALIDITY, NOW.minusSeconds(301), device);
    trust.rejects(TrustRule.VALIDITY, end.plusSeconds(301), device);
  }

  @Test
  @DisplayName("attack 41: an expired intermediate or anchor makes the chain worthless")
  void rejectsExpiredIssuers() {
    Issued old = ca("CN=Old").until(NOW.minusSeconds(600)).selfSigned();
    Issued oldIntermediate = ca("CN=OldI").until(NOW.minusSeconds(600)).by(ROOT);
    trust.trusting(old);
    trust.rejects(TrustRule.ANCHOR, leaf("CN=D").by(old));
    trust.rejects(TrustRule.VALIDITY, leaf("CN=D").by(oldIntermediate), oldIntermediate);
  }

  @Test
  @DisplayName("attack 41: certificates that are never valid together are rejected")
  void rejectsDisjointValidity() {
    Issued early = ca("CN=Early").until(NOW.minusSeconds(60)).by(ROOT);
    Issued device = leaf("CN=D").from(NOW.plusSeconds(60)).by(early);
    trust.rejects(TrustRule.VALIDITY, device, early);
  }

  @Test
  @DisplayName("attack 41: no expiry only where configured; dates after 2050 are understood")
  void acceptsNoExpiryOnlyIfConfigured() {
    Issued endless = leaf("CN=D").until(Instant.parse("9999-12-31T23:59:59Z")).by(ROOT);
    trust.rejects(TrustRule.VALIDITY, endless);
    trust.accepts(leaf("CN=D").until(Instant.parse("2055-01-01T00:00:00Z")).by(ROOT));
    TrustFixture lenient = new TrustFixture(directory);
    lenient.settings =
        lenient.settings.withLeaf(new LeafRequirements(Optional.empty(), Optional.empty(), true));
    lenient.accepts(endless);
  }

  @Test
  @DisplayName("attack 43: a leaf that is a CA, and CAs that are none")
  void rejectsWrongRolesInTheChain() {
    trust.rejects(TrustRule.LEAF_USE, ca("CN=D").by(ROOT));
    Issued noConstraints = ca("CN=I").without(Extension.basicConstraints).by(ROOT);
    Issued notCa =
        ca("CN=I").with(Extension.basicConstraints, true, new BasicConstraints(false)).by(ROOT);
    Issued noSign =
        ca("CN=I").with(Extension.keyUsage, true, new KeyUsage(KeyUsage.cRLSign)).by(ROOT);
    for (Issued issuer : List.of(noConstraints, notCa, noSign)) {
      trust.rejects(TrustRule.PATH, leaf("CN=D").by(issuer), issuer);
    }
  }

  @Test
  void rejectsLeafThatMayNotSign() {
    trust.rejects(
        TrustRule.LEAF_USE,
        leaf("CN=D")
            .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyEncipherment))
            .by(ROOT));
    trust.accepts(leaf("CN=D").without(Extension.keyUsage).by(ROOT));
  }

  @Test
  @DisplayName("attack 44: path length exceeded, in an intermediate and in the anchor")
  void rejectsExceededPathLength() {
    Issued zero =
        ca("CN=Z").with(Extension.basicConstraints, true, new BasicConstraints(0)).by(ROOT);
    Issued below = ca("CN=B").by(zero);
    trust.accepts(leaf("CN=D").by(zero), zero);
    trust.rejects(TrustRule.PATH, leaf("CN=D").by(below), below, zero);
    Issued anchor =
        ca("CN=Short").with(Extension.basicConstraints, true, new BasicConstraints(0)).selfSigned();
    Issued one = ca("CN=One").by(anchor);
    trust.trusting(anchor);
    trust.pass(Duration.ofSeconds(2));
    trust.accepts(leaf("CN=D").by(anchor));
    trust.rejects(TrustRule.ANCHOR, leaf("CN=D").by(one), one);
  }

  @Test
  @DisplayName("attack 44: self-issued CAs do not count towards the path length")
  void acceptsSelfIssuedIntermediates() {
    Issued zero =
        ca("CN=Z").with(Extension.basicConstraints, true, new BasicConstraints(0)).by(ROOT);
    Issued selfIssued = ca("CN=Z").by(zero);
    trust.accepts(leaf("CN=D").by(selfIssued), selfIssued, zero);
  }

  @Test
  @Timeout(5)
  @DisplayName("attack 44: a chain of 20, and a loop, are rejected without being followed")
  void rejectsLongChainsAndLoops() {
    List<Bytes> chain = new ArrayList<>();
    Issued issuer = ROOT;
    for (int i = 0; i < 20; i++) {
      issuer = ca("CN=CA " + i).by(issuer);
      chain.add(0, issuer.der());
    }
    chain.add(0, leaf("CN=D").by(issuer).der());
    trust.rejects(TrustRule.CHAIN_SIZE, NOW, chain);
    Issued a = ca("CN=A").issuerNamed("CN=B").selfSigned();
    Issued b = ca("CN=B").by(a);
    Issued a2 = ca("CN=A").keys(a.keys()).by(b);
    Issued device = leaf("CN=D").by(a2);
    trust.rejects(TrustRule.ANCHOR, device, a2, b);
    trust.rejects(TrustRule.CHAIN_ORDER, device, a2, b, a2);
  }

  @Test
  void rejectsUnorderedChain() {
    Issued second = ca("CN=Second").by(INTERMEDIATE);
    Issued device = leaf("CN=D").by(second);
    trust.accepts(device, second, INTERMEDIATE);
    trust.rejects(TrustRule.CHAIN_ORDER, device, INTERMEDIATE, second);
    trust.rejects(TrustRule.CHAIN_ORDER, device, second, INTERMEDIATE, ca("CN=X").selfSigned());
  }

  @Test
  @DisplayName("attack 45: name constraints of an intermediate hold, permitted and excluded")
  void appliesNameConstraints() {
    GeneralSubtree maker = subtree("O=Maker");
    Issued permitting =
        ca("CN=P")
            .with(
                Extension.nameConstraints,
                true,
                new NameConstraints(new GeneralSubtree[] {maker}, null))
            .by(ROOT);
    Issued excluding =
        ca("CN=E")
            .with(
                Extension.nameConstraints,
                true,
                new NameConstraints(null, new GeneralSubtree[] {maker}))
            .by(ROOT);
    trust.accepts(leaf("O=Maker,CN=D").by(permitting), permitting);
    trust.rejects(TrustRule.PATH, leaf("O=Other,CN=D").by(permitting), permitting);
    trust.accepts(leaf("O=Other,CN=D").by(excluding), excluding);
    trust.rejects(TrustRule.PATH, leaf("O=Maker,CN=D").by(excluding), excluding);
  }

  @Test
  @DisplayName("attack 45: an unknown critical extension and a duplicate extension")
  void rejectsUnknownCriticalAndDuplicateExtensions() {
    ASN1ObjectIdentifier unknown = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.77");
    ASN1ObjectIdentifier other = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.78");
    trust.accepts(leaf("CN=D").with(unknown, false, DERNull.INSTANCE).by(ROOT));
    trust.rejects(TrustRule.PATH, leaf("CN=D").with(unknown, true, DERNull.INSTANCE).by(ROOT));
    Issued two =
        leaf("CN=D")
            .with(unknown, false, DERNull.INSTANCE)
            .with(other, false, DERNull.INSTANCE)
            .by(ROOT);
    byte[] duplicate = replaced(two.der(), hex(other), hex(unknown));
    assertThat(trust.rejects(TrustRule.ENCODING, NOW, List.of(Bytes.of(duplicate))).reason())
        .containsIgnoringCase("duplicate");
  }

  @Test
  @DisplayName("attack 46: the configured EKU and policy must be there themselves")
  void requiresConfiguredPurposeAndPolicy() {
    String purpose = "1.3.6.1.4.1.99999.5";
    String policy = "1.3.6.1.4.1.99999.6";
    trust.settings =
        trust.settings.withLeaf(
            new LeafRequirements(Optional.of(purpose), Optional.of(policy), false));
    KeyPurposeId attestation = KeyPurposeId.getInstance(new ASN1ObjectIdentifier(purpose));
    trust.accepts(purposeful(attestation, policy));
    trust.rejects(TrustRule.LEAF_PURPOSE, purposeful(KeyPurposeId.id_kp_clientAuth, policy));
    trust.rejects(TrustRule.LEAF_PURPOSE, purposeful(KeyPurposeId.anyExtendedKeyUsage, policy));
    trust.rejects(TrustRule.LEAF_PURPOSE, purposeful(attestation, "2.5.29.32.0"));
    trust.rejects(TrustRule.LEAF_PURPOSE, leaf("CN=D").by(ROOT));
  }

  @Test
  @DisplayName("attack 47: foreign CA, self-signed leaf, anchors brought along, namesake anchor")
  void rejectsChainsThatLeadElsewhere() {
    Issued foreign = ca("CN=Web CA").selfSigned();
    Issued namesake = ca("CN=Root").selfSigned();
    trust.rejects(TrustRule.ANCHOR, leaf("CN=D").by(foreign));
    trust.rejects(TrustRule.ANCHOR, leaf("CN=D").by(foreign), foreign);
    trust.rejects(TrustRule.ANCHOR, leaf("CN=D").selfSigned());
    trust.rejects(TrustRule.PATH, leaf("CN=Root").selfSigned());
    trust.rejects(TrustRule.PATH, leaf("CN=D").by(namesake));
    trust.rejects(TrustRule.PATH, leaf("CN=D").by(namesake), namesake);
    trust.rejects(TrustRule.CHAIN_ORDER, ROOT);
    trust.rejects(TrustRule.LEAF_USE, namesake);
  }

  @Test
  @DisplayName("attack 47: of two configured anchors of one name, the one that signed counts")
  void triesAllAnchorsOfOneName() {
    Issued second = ca("CN=Root").selfSigned();
    trust.trusting(second);
    for (int i = 0; i < 2; i++) {
      trust.accepts(leaf("CN=D" + i).by(ROOT));
      trust.accepts(leaf("CN=D" + i).by(second));
    }
  }

  @Test
  @DisplayName("attack 48: a signature algorithm outside that differs from the one inside")
  void rejectsDifferingSignatureAlgorithms() {
    byte[] der = leaf("CN=D").by(ROOT).der().toArray();
    byte[] oid = java.util.HexFormat.of().parseHex("2a8648ce3d040302");
    int outer = lastIndexOf(der, oid);
    der[outer + oid.length - 1] = 3;
    assertThat(trust.rejects(TrustRule.ENCODING, NOW, List.of(Bytes.of(der))).reason())
        .containsIgnoringCase("algorithm mismatch");
  }

  @Test
  @DisplayName("attack 48: MD5 and SHA-1 signatures, small and strange RSA keys")
  void rejectsWeakAlgorithmsAndKeys() {
    Issued rsa = rsaNamed("CN=RSA", 2048);
    trust.trusting(rsa);
    trust.rejects(TrustRule.ALGORITHMS, leaf("CN=D").signedWith("MD5withRSA").by(rsa));
    trust.rejects(TrustRule.ALGORITHMS, leaf("CN=D").signedWith("SHA1withRSA").by(rsa));
    trust.rejects(TrustRule.ALGORITHMS, leaf("CN=D").signedWith("SHA1withRSAandMGF1").by(rsa));
    trust.rejects(TrustRule.ALGORITHMS, leaf("CN=D").keys(keys("RSA", 1024)).by(ROOT));
    Issued small = ca("CN=Small").keys(keys("RSA", 1024)).by(ROOT);
    trust.rejects(TrustRule.ALGORITHMS, leaf("CN=D").signedWith("SHA256withRSA").by(small), small);
    for (SubjectPublicKeyInfo strange :
        List.of(rsaKey(16_384, 65537), rsaKey(2048, 3), rsaKey(2048, 65538))) {
      trust.rejects(TrustRule.ALGORITHMS, leaf("CN=D").certifying(strange).by(ROOT));
    }
  }

  @Test
  @DisplayName("attack 48: version 1 CA, negative, zero and long serial numbers")
  void rejectsOldVersionsAndStrangeSerials() {
    Issued versionOne = bare("CN=V1").versionOne().by(ROOT);
    trust.rejects(TrustRule.ENCODING, leaf("CN=D").by(versionOne), versionOne);
    trust.rejects(TrustRule.ENCODING, leaf("CN=D").serial(BigInteger.valueOf(-5)).by(ROOT));
    trust.rejects(TrustRule.ENCODING, leaf("CN=D").serial(BigInteger.ZERO).by(ROOT));
    trust.accepts(leaf("CN=D").serial(BigInteger.ONE.shiftLeft(158)).by(ROOT));
    trust.rejects(TrustRule.ENCODING, leaf("CN=D").serial(BigInteger.ONE.shiftLeft(160)).by(ROOT));
  }

  @Test
  @Timeout(5)
  @DisplayName("attack 48: 20 000 name constraints are not even parsed")
  void rejectsHugeNameConstraints() {
    GeneralSubtree[] many =
        Collections.nCopies(20_000, subtree("O=X")).toArray(GeneralSubtree[]::new);
    Issued huge =
        ca("CN=H").with(Extension.nameConstraints, true, new NameConstraints(many, null)).by(ROOT);
    trust.rejects(TrustRule.CHAIN_SIZE, leaf("CN=D").by(huge), huge);
  }

  @Test
  void rejectsAnythingButOneDerCertificate() {
    byte[] der = leaf("CN=D").by(ROOT).der().toArray();
    byte[] trailing = java.util.Arrays.copyOf(der, der.length + 1);
    trust.rejects(TrustRule.ENCODING, NOW, List.of(Bytes.of(trailing)));
    trust.rejects(TrustRule.ENCODING, NOW, List.of(Bytes.EMPTY));
    trust.rejects(TrustRule.ENCODING, NOW, List.of(Bytes.of(pem(der))));
    byte[] nested = new byte[4096];
    for (int i = 0; i + 4 <= nested.length; i += 4) {
      int length = nested.length - i - 4;
      nested[i] = 0x30;
      nested[i + 1] = (byte) 0x82;
      nested[i + 2] = (byte) (length >> 8);
      nested[i + 3] = (byte) length;
    }
    assertThat(trust.rejects(TrustRule.ENCODING, NOW, List.of(Bytes.of(nested))).reason())
        .contains("nested deeper");
  }

  @Test
  @DisplayName("attack 53: no flipped bit or truncation of a good chain is ever accepted or thrown")
  void rejectsEveryMutation() {
    byte[] der = leaf("CN=D").by(ROOT).der().toArray();
    for (int i = 0; i < der.length; i++) {
      byte[] flipped = der.clone();
      flipped[i] ^= (byte) (1 << (i % 8));
      assertThat(trust.open().evaluate(List.of(Bytes.of(flipped)), NOW))
          .as("bit %d of byte %d", i % 8, i)
          .isInstanceOf(TrustDecision.Untrusted.class);
      assertThat(trust.open().evaluate(List.of(Bytes.of(der, 0, i)), NOW))
          .isInstanceOf(TrustDecision.Untrusted.class);
    }
  }

  private static Issued purposeful(KeyPurposeId purpose, String policy) {
    return leaf("CN=D")
        .with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose))
        .with(Extension.certificatePolicies, false, policies(policy))
        .by(ROOT);
  }

  private static Issued rsaNamed(String name, int bits) {
    return ca(name).keys(keys("RSA", bits)).signedWith("SHA256withRSA").selfSigned();
  }

  private static SubjectPublicKeyInfo rsaKey(int bits, int exponent) {
    try {
      BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).setBit(0);
      return new SubjectPublicKeyInfo(
          new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
          new RSAPublicKey(modulus, BigInteger.valueOf(exponent)));
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CertificatePolicies policies(String... oids) {
    return new CertificatePolicies(
        java.util.stream.Stream.of(oids)
            .map(oid -> new PolicyInformation(new ASN1ObjectIdentifier(oid)))
            .toArray(PolicyInformation[]::new));
  }

  private static GeneralNames names(int bytes) {
    return new GeneralNames(new GeneralName(GeneralName.rfc822Name, "a".repeat(bytes)));
  }

  private static GeneralSubtree subtree(String name) {
    return new GeneralSubtree(new GeneralName(new org.bouncycastle.asn1.x500.X500Name(name)));
  }

  private static String hex(ASN1ObjectIdentifier oid) {
    try {
      return java.util.HexFormat.of().formatHex(oid.getEncoded());
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] replaced(Bytes der, String from, String to) {
    return Bytes.hex(der.toHex().replace(from, to)).toArray();
  }

  private static int lastIndexOf(byte[] text, byte[] part) {
    for (int i = text.length - part.length; i >= 0; i--) {
      if (java.util.Arrays.equals(text, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new IllegalStateException("not there");
  }

  private static byte[] pem(byte[] der) {
    return ("-----BEGIN CERTIFICATE-----\n"
            + java.util.Base64.getMimeEncoder().encodeToString(der)
            + "\n-----END CERTIFICATE-----\n")
        .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }
}

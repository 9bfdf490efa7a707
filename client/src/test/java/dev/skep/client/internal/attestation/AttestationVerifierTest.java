package dev.skep.client.internal.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.client.internal.attestation.AttestationResult.Genuine;
import dev.skep.client.internal.attestation.AttestationResult.Rejected;
import dev.skep.client.internal.attestation.DeviceMaker.Form;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.provisioning.KeyAttestation;
import dev.skep.protocol.provisioning.KeyStatement;
import dev.skep.provider.ecdh.internal.Ed25519;
import dev.skep.provider.ecdh.internal.Es256;
import dev.skep.provider.ecdh.internal.Es384;
import dev.skep.provider.rsa.internal.Ps256;
import dev.skep.provider.rsa.internal.Rs256;
import dev.skep.provider.rsa.internal.Rs256Dias;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rule KA-3. */
class AttestationVerifierTest {
  private final DeviceMaker maker;
  private final KeyPair device;

  AttestationVerifierTest() throws Exception {
    maker = new DeviceMaker();
    device = new Es256().generateKeyPair(256, maker.random);
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void acceptsAnAttestationByEachScheme(AttestationScheme scheme) throws Exception {
    KeyPair key = scheme.generateKeyPair(scheme.keySizesBits().get(0), maker.random);
    Bytes leaf = DeviceMaker.certificate(new Form(), key, maker.caKey);
    AttestationResult result = verify(maker.attest(scheme, key, List.of(leaf)));
    assertThat(result).isInstanceOf(Genuine.class);
    Genuine genuine = (Genuine) result;
    assertThat(genuine.statement()).isEqualTo(maker.statement(true));
    assertThat(genuine.device().getSubjectX500Principal().getName()).isEqualTo("CN=device");
  }

  static Stream<AttestationScheme> schemes() {
    return Stream.of(new Es256(), new Es384(), new Ed25519(), new Ps256(), new Rs256());
  }

  @Test
  void acceptsAChainWithAnIntermediateAndTheAnchor() throws Exception {
    KeyPair intermediateKey = DeviceMaker.ecKey("secp384r1");
    Bytes intermediate =
        DeviceMaker.certificate(
            DeviceMaker.authority("CN=Line 7", "CN=Device CA"), intermediateKey, maker.caKey);
    Form form = new Form();
    form.issuer = "CN=Line 7";
    Bytes leaf = DeviceMaker.certificate(form, device, intermediateKey);
    assertThat(verify(attest(List.of(leaf, intermediate)))).isInstanceOf(Genuine.class);
    assertThat(verify(attest(List.of(leaf, intermediate, maker.ca)))).isInstanceOf(Genuine.class);
    assertRejected("S-7.8", attest(List.of(leaf)));
    assertRejected("S-7.3", attest(List.of(leaf, maker.ca, intermediate)));
    assertRejected("S-7.3", attest(List.of(leaf, intermediate, intermediate)));
  }

  @Test
  void rejectsEverySingleBitThatIsChanged() throws Exception {
    byte[] good = maker.good().encode().toArray();
    assertThat(verify(Bytes.of(good))).isInstanceOf(Genuine.class);
    List<Integer> accepted =
        IntStream.range(0, good.length * 8)
            .filter(
                bit -> {
                  byte[] changed = good.clone();
                  changed[bit / 8] ^= (byte) (1 << bit % 8);
                  return verify(Bytes.of(changed)) instanceof Genuine;
                })
            .boxed()
            .toList();
    assertThat(accepted).isEmpty();
  }

  @Test
  void rejectsASignatureOfACertificateWithUnusedBits() throws Exception {
    Bytes leaf = leaf(form -> {});
    while ((leaf.at(leaf.length() - 1) & 1) != 0) {
      leaf = leaf(form -> {});
    }
    assertThat(verify(attest(List.of(leaf)))).isInstanceOf(Genuine.class);
    byte[] changed = leaf.toArray();
    int signature = ((X509Certificate) parsed(leaf)).getSignature().length;
    changed[changed.length - signature - 1] = 1;
    assertRejected("S-7.2", attest(List.of(Bytes.of(changed))));
  }

  private static Certificate parsed(Bytes der) throws Exception {
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(der.toArray()));
  }

  @Test
  void rejectsAnAttestationThatIsCutOrGoesOn() throws Exception {
    Bytes good = maker.good().encode();
    for (int length = 0; length < good.length(); length++) {
      assertThat(verify(good.slice(0, length))).isInstanceOf(Rejected.class);
    }
    assertThat(verify(Bytes.concat(good, Bytes.of(new byte[1])))).isInstanceOf(Rejected.class);
  }

  @ParameterizedTest
  @MethodSource("statements")
  void rejectsAnyOtherStatementUnderTheSignature(String what, Change change) throws Exception {
    KeyAttestation good = maker.good();
    KeyStatement changed = change.of(KeyStatement.decode(good.statement(), CborLimits.DEFAULT));
    assertThat(changed.encode()).as(what).isNotEqualTo(good.statement());
    assertRejected(
        "KA-2",
        new KeyAttestation(
            changed.encode(), good.scheme(), good.signature(), good.certificateChain()));
  }

  /** Makes another statement of one. */
  interface Change {
    KeyStatement of(KeyStatement statement);
  }

  static Stream<Arguments> statements() {
    Bytes other16 = Bytes.of(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    Bytes other32 = Bytes.concat(other16, other16);
    return Stream.of(
        changed("id", s -> s.withTerms("other", "ES256", 256, "user-pin", "Employee badge")),
        changed("algorithm", s -> s.withTerms("badge", "ES384", 256, "user-pin", "Employee badge")),
        changed("size", s -> s.withTerms("badge", "ES256", 0, "user-pin", "Employee badge")),
        changed("PIN", s -> s.withTerms("badge", "ES256", 256, "other", "Employee badge")),
        changed("label", s -> s.withTerms("badge", "ES256", 256, "user-pin", "Visitor")),
        changed("public key", s -> s.with(other32, s.of().sessionId(), s.of().domain())),
        changed("session", s -> s.with(s.of().publicKey(), other16, s.of().domain())),
        changed("domain", s -> s.with(s.of().publicKey(), s.of().sessionId(), other32)));
  }

  private static Arguments changed(String what, Function<Copy, KeyStatement> by) {
    Change change = statement -> by.apply(new Copy(statement));
    return Arguments.of(what, change);
  }

  /** Copies a statement with other parts. */
  record Copy(KeyStatement of) {
    KeyStatement with(Bytes publicKey, Bytes sessionId, Bytes domain) {
      return new KeyStatement(of.terms(), publicKey, sessionId, domain, of.serverKeyHash());
    }

    KeyStatement withTerms(String id, String algorithm, int size, String pin, String label) {
      KeyTerms terms =
          new KeyTerms(id, algorithm, size, of.terms().usages(), Optional.of(pin), label, true);
      return new KeyStatement(
          terms, of.publicKey(), of.sessionId(), of.domain(), of.serverKeyHash());
    }
  }

  @Test
  void rejectsASignatureOfAnotherDeviceOrUnderAnotherTag() throws Exception {
    Es256 scheme = new Es256();
    Bytes leaf = leaf(form -> {});
    KeyPair other = scheme.generateKeyPair(256, maker.random);
    assertRejected("KA-2", maker.attest(scheme, other, List.of(leaf)));
    Bytes statement = maker.statement(true).encode();
    assertRejected(
        "KA-2",
        new KeyAttestation(
            statement,
            "ES256",
            scheme.sign(device.getPrivate(), statement, maker.random),
            List.of(leaf)));
  }

  @Test
  void rejectsASchemeThatTheKeyDoesNotFit() throws Exception {
    KeyAttestation good = maker.good();
    for (String scheme : List.of("ES384", "Ed25519", "PS256", "RS256", "ML-DSA-65")) {
      assertRejected(
          "S-8",
          new KeyAttestation(good.statement(), scheme, good.signature(), good.certificateChain()));
    }
    assertRejected(
        "KA-3",
        new KeyAttestation(
            good.statement(), "FALCON-512", good.signature(), good.certificateChain()));
  }

  @Test
  void rejectsADualUseKey() throws Exception {
    Rs256Dias scheme = new Rs256Dias();
    KeyPair key = scheme.generateKeyPair(2048, maker.random);
    Bytes leaf = DeviceMaker.certificate(new Form(), key, maker.caKey);
    assertRejected("A-5", maker.attest(scheme, key, List.of(leaf)));
  }

  @Test
  void rejectsAKeyThatWasMadeWithoutASignedAttestation() throws Exception {
    assertRejected(
        "KA-1",
        maker.attest(
            new Es256(), device, List.of(leaf(form -> {})), maker.statement(false).encode()));
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void rejectsALeafThatBreaksARule(String rule, Consumer<Form> change) throws Exception {
    assertRejected(rule, attest(List.of(leaf(change))));
  }

  static Stream<Arguments> leaves() {
    return Stream.of(
        leafThat("S-7.5", form -> form.until = DeviceMaker.NOW.minusSeconds(1)),
        leafThat("S-7.5", form -> form.from = DeviceMaker.NOW.plusSeconds(1)),
        leafThat("S-7.6", form -> form.authority = true),
        leafThat("S-7.6", form -> form.usage = org.bouncycastle.asn1.x509.KeyUsage.keyEncipherment),
        leafThat("S-7.4", form -> form.algorithm = "SHA1withECDSA"),
        leafThat("S-7.2", form -> form.serial = BigInteger.ZERO),
        leafThat("S-7.2", form -> form.serial = BigInteger.valueOf(-5)),
        leafThat("S-7.2", form -> form.serial = BigInteger.ONE.shiftLeft(160)),
        leafThat("S-7.8", form -> form.issuer = "CN=Somebody"),
        leafThat("S-7.9", form -> form.unknownCritical = true));
  }

  private static Arguments leafThat(String rule, Consumer<Form> change) {
    return Arguments.of(rule, change);
  }

  @Test
  void rejectsALeafThatAnotherCaOfThatNameSigned() throws Exception {
    Bytes leaf = DeviceMaker.certificate(new Form(), device, DeviceMaker.ecKey("secp256r1"));
    assertRejected("S-7.9", attest(List.of(leaf)));
  }

  @Test
  void rejectsADeviceCaThatIsNoneOrHasExpired() throws Exception {
    KeyAttestation good = maker.good();
    Form noCa = new Form();
    noCa.subject = "CN=Device CA";
    Bytes leafAsCa = DeviceMaker.certificate(noCa, maker.caKey, maker.caKey);
    assertThat(rule(good.encode(), leafAsCa)).isEqualTo("S-7.8");
    KeyPair other = DeviceMaker.ecKey("secp256r1");
    Form expired = DeviceMaker.authority("CN=Device CA", "CN=Device CA");
    expired.until = DeviceMaker.NOW.minusSeconds(60);
    assertThat(rule(good.encode(), DeviceMaker.certificate(expired, other, other)))
        .isEqualTo("S-7.5");
    assertThat(rule(good.encode(), Bytes.utf8("no certificate"))).isEqualTo("S-7.2");
    assertThat(rule(good.encode(), Bytes.concat(maker.ca, Bytes.of(new byte[1]))))
        .isEqualTo("S-7.2");
  }

  @Test
  void rejectsALeafThatIsTheDeviceCaItself() {
    assertRejected("S-7.3", maker.attest(new Es256(), maker.caKey, List.of(maker.ca)));
  }

  @Test
  void rejectsAfterTheCertificateHasExpired() throws Exception {
    Clock later = Clock.offset(Clock.fixed(DeviceMaker.NOW, ZoneOffset.UTC), Duration.ofDays(2));
    AttestationResult result =
        new AttestationVerifier(DeviceMaker.catalogue(), later)
            .verify(maker.good().encode(), maker.ca);
    assertThat(((Rejected) result).rule()).isEqualTo("S-7.5");
  }

  @Test
  void rejectsWhereNoSchemeIsInstalled() throws Exception {
    AttestationResult result =
        new AttestationVerifier(new AlgorithmCatalogue(), clock())
            .verify(maker.good().encode(), maker.ca);
    assertThat(((Rejected) result).reason()).contains("ES256 is not installed");
  }

  private Bytes leaf(Consumer<Form> change) throws Exception {
    Form form = new Form();
    change.accept(form);
    return DeviceMaker.certificate(form, device, maker.caKey);
  }

  private KeyAttestation attest(List<Bytes> chain) {
    return maker.attest(new Es256(), device, new ArrayList<>(chain));
  }

  private void assertRejected(String rule, KeyAttestation attestation) {
    AttestationResult result = verify(attestation);
    assertThat(result).isInstanceOf(Rejected.class);
    assertThat(((Rejected) result).rule()).as(((Rejected) result).reason()).isEqualTo(rule);
  }

  private String rule(Bytes attestation, Bytes ca) {
    return ((Rejected) verifier().verify(attestation, ca)).rule();
  }

  private AttestationResult verify(KeyAttestation attestation) {
    return verify(attestation.encode());
  }

  private AttestationResult verify(Bytes attestation) {
    return verifier().verify(attestation, maker.ca);
  }

  private static AttestationVerifier verifier() {
    return new AttestationVerifier(DeviceMaker.catalogue(), clock());
  }

  private static Clock clock() {
    return Clock.fixed(DeviceMaker.NOW, ZoneOffset.UTC);
  }
}

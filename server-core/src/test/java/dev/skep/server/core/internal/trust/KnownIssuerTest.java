package dev.skep.server.core.internal.trust;

import static dev.skep.server.core.internal.trust.TestCertificate.NOW;
import static dev.skep.server.core.internal.trust.TestCertificate.ca;
import static dev.skep.server.core.internal.trust.TestCertificate.keys;
import static dev.skep.server.core.internal.trust.TestCertificate.leaf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.TrustDecision;
import dev.skep.protocol.certificate.CertificateAlgorithms;
import dev.skep.server.core.internal.trust.TestCertificate.Issued;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is judged by a sibling is accepted in full, too, and the two ways agree on every chain. */
class KnownIssuerTest {
  private static final KeyPair RSA_2048 = keys("RSA", 2048);
  private static final KeyPair RSA_1024 = keys("RSA", 1024);
  private static final Issued ROOT = ca("CN=Root").selfSigned();
  private static final Issued NAMESAKE = ca("CN=Root").selfSigned();
  private static final Issued PLAIN = ca("CN=Plain").by(ROOT);
  private static final Issued RSA =
      ca("CN=RSA").keys(RSA_2048).signedWith("SHA256withRSA").selfSigned();
  private static final Issued NAMES =
      ca("CN=Names")
          .with(
              Extension.nameConstraints,
              true,
              new NameConstraints(
                  new GeneralSubtree[] {
                    new GeneralSubtree(new GeneralName(new X500Name("O=Maker")))
                  },
                  null))
          .by(ROOT);
  private static final Issued EXPLICIT =
      ca("CN=Explicit")
          .with(
              Extension.policyConstraints,
              true,
              new PolicyConstraints(java.math.BigInteger.ZERO, null))
          .with(Extension.certificatePolicies, false, policies("1.2.3.4"))
          .by(ROOT);
  private static final Issued NOT_CA =
      ca("CN=NotCa").with(Extension.basicConstraints, true, new BasicConstraints(false)).by(ROOT);
  private static final Issued SHORT =
      ca("CN=Short").with(Extension.basicConstraints, true, new BasicConstraints(0)).by(ROOT);
  private static final Issued BELOW_SHORT = ca("CN=Below").by(SHORT);

  private record Chain(List<Bytes> der, Instant at) {}

  @TempDir Path directory;
  private TrustFixture trust;
  private static final Map<String, Chain> CORPUS = new LinkedHashMap<>();

  @BeforeEach
  void trustTheRoots() {
    trust = new TrustFixture(directory).trusting(ROOT, RSA);
  }

  @BeforeAll
  static void fillTheCorpus() {
    for (Issued issuer :
        List.of(ROOT, PLAIN, RSA, NAMES, EXPLICIT, NOT_CA, SHORT, BELOW_SHORT, NAMESAKE)) {
      addLeavesOf(issuer);
    }
    add("swapped intermediate", leaf("CN=S").by(PLAIN), SHORT);
    add("foreign leaf, good path", leaf("CN=F").issuerNamed("CN=Plain").by(SHORT), PLAIN);
    add("namesake sent along", leaf("CN=N").by(NAMESAKE), NAMESAKE);
    add("signed by leaf", leaf("CN=X").by(leaf("CN=Y").by(ROOT)), leaf("CN=Y").by(ROOT));
  }

  private static void addLeavesOf(Issued issuer) {
    String of = " of " + issuer.name();
    String algorithm = issuer == RSA ? "SHA256withRSA" : "SHA256withECDSA";
    Issued[] above = above(issuer);
    ASN1ObjectIdentifier unknown = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.77");
    for (int i = 0; i < 3; i++) {
      add("plain " + i + of, leaf("O=Other,CN=D" + i).signedWith(algorithm).by(issuer), above);
      add("maker " + i + of, leaf("O=Maker,CN=D" + i).signedWith(algorithm).by(issuer), above);
      add(
          "policy " + i + of,
          leaf("O=Maker,CN=P" + i)
              .signedWith(algorithm)
              .with(Extension.certificatePolicies, false, policies("1.2.3." + (4 + i)))
              .by(issuer),
          above);
    }
    Map<String, TestCertificate> odd = new LinkedHashMap<>();
    odd.put(
        "critical policy",
        leaf("CN=A").with(Extension.certificatePolicies, true, policies("1.2.3")));
    odd.put("unknown critical", leaf("CN=A").with(unknown, true, DERNull.INSTANCE));
    odd.put("unknown", leaf("CN=A").with(unknown, false, DERNull.INSTANCE));
    odd.put("CA", ca("CN=A"));
    odd.put(
        "encipherment",
        leaf("CN=A").with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyEncipherment)));
    odd.put("expired", leaf("CN=A").until(NOW.minusSeconds(400)));
    odd.put("just expired", leaf("CN=A").until(NOW.minusSeconds(200)));
    odd.put("not yet", leaf("CN=A").from(NOW.plusSeconds(400)));
    odd.put("rsa key", leaf("CN=A").keys(RSA_2048));
    odd.put("weak key", leaf("CN=A").keys(RSA_1024));
    odd.put("P-384 key", leaf("CN=A").keys(TestCertificate.ec("secp384r1")));
    odd.put("wrong issuer name", leaf("CN=A").issuerNamed("CN=Nobody"));
    odd.put("empty subject", leaf(""));
    odd.put(
        "mail",
        leaf("CN=A")
            .with(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.rfc822Name, "a@example.org"))));
    odd.forEach((name, spec) -> add(name + of, spec.signedWith(algorithm).by(issuer), above));
    String other = issuer == RSA ? "SHA1withRSA" : "SHA1withECDSA";
    add("sha-1" + of, leaf("CN=A").signedWith(other).by(issuer), above);
    Issued good = leaf("CN=Flip").signedWith(algorithm).by(issuer);
    byte[] flipped = good.der().toArray();
    flipped[flipped.length - 3] ^= 1;
    add("bad signature" + of, new Issued(Bytes.of(flipped), good.holder(), good.keys()), above);
  }

  private static Issued[] above(Issued issuer) {
    if (issuer == ROOT || issuer == RSA || issuer == NAMESAKE) {
      return new Issued[0];
    }
    return issuer == BELOW_SHORT ? new Issued[] {BELOW_SHORT, SHORT} : new Issued[] {issuer};
  }

  private static void add(String name, Issued leaf, Issued... above) {
    List<Bytes> chain = new ArrayList<>(TrustFixture.der(leaf));
    chain.addAll(TrustFixture.der(above));
    CORPUS.put(name, new Chain(chain, NOW));
  }

  private static Stream<PolicyInputs> policyInputs() {
    return Stream.of(
        PolicyInputs.NONE,
        new PolicyInputs(Set.of(), true, false, false),
        new PolicyInputs(Set.of("1.2.3.4", "1.2.3.6"), false, false, false),
        new PolicyInputs(Set.of("1.2.3.5"), true, true, true));
  }

  @ParameterizedTest
  @MethodSource("policyInputs")
  @DisplayName(
      "attacks 41, 43-48: on a server that knows the issuers, verdicts are as on a new one")
  void givesTheVerdictsOfPkix(PolicyInputs inputs) {
    trust.settings = trust.settings.withPolicies(inputs);
    Map<String, TrustDecision> cold = new LinkedHashMap<>();
    CORPUS.forEach(
        (name, chain) -> cold.put(name, trust.openAnother().evaluate(chain.der(), chain.at())));
    // Twice, so that whatever was learnt from one chain meets every other.
    for (int round = 0; round < 2; round++) {
      CORPUS.forEach(
          (name, chain) ->
              assertThat(trust.open().evaluate(chain.der(), chain.at()))
                  .as(name)
                  .isEqualTo(cold.get(name)));
    }
    assertThat(CORPUS).hasSizeGreaterThan(200);
  }

  @Test
  void acceptsOnlyWhatAPlainPkixValidatorAccepts() throws Exception {
    int accepted = 0;
    for (Map.Entry<String, Chain> entry : CORPUS.entrySet()) {
      Chain chain = entry.getValue();
      if (trust.open().evaluate(chain.der(), chain.at()) instanceof TrustDecision.Trusted) {
        accepted++;
        assertThat(pkixAccepts(chain)).as(entry.getKey()).isTrue();
      }
    }
    assertThat(accepted).isGreaterThan(50);
  }

  @Test
  void fastWayAcceptsASubsetOfTheFullOneAndIsReallyUsed() throws Exception {
    ChainJudgement learning = new ChainJudgement(trust.settings, trust.engines());
    TrustState learnt = learning.files().read();
    int fast = 0;
    for (Map.Entry<String, Chain> entry : CORPUS.entrySet()) {
      List<Bytes> der = entry.getValue().der();
      Optional<TrustState.Remembered> known = siblings().judge(der, NOW, learnt);
      if (known.isPresent()) {
        assertThat(full(der)).as(entry.getKey()).contains(known.get());
        fast++;
      }
      judged(learning, der, learnt);
    }
    assertThat(fast).isGreaterThanOrEqualTo(15);
  }

  @Test
  @DisplayName(
      "attack 46: a known issuer's leaf without the policy that the path needs is rejected")
  void knownIssuerIsNoWayAroundThePolicies() {
    trust.settings =
        trust.settings.withPolicies(new PolicyInputs(Set.of("1.2.3.4"), false, false, false));
    for (String good : List.of("CN=A", "CN=B", "CN=C")) {
      trust.accepts(policied(good, "1.2.3.4"));
      trust.rejects(TrustRule.PATH, policied(good, "1.2.3.5"));
      trust.rejects(TrustRule.PATH, leaf(good).by(ROOT));
    }
  }

  @Test
  void leavesPathsThatConstrainTheLeafToPkix() throws Exception {
    for (Issued issuer : List.of(NAMES, EXPLICIT)) {
      TestCertificate first = leaf("O=Maker,CN=A");
      TestCertificate second = leaf("O=Maker,CN=B");
      if (issuer == EXPLICIT) {
        first.with(Extension.certificatePolicies, false, policies("1.2.3.4"));
        second.with(Extension.certificatePolicies, false, policies("1.2.3.4"));
      }
      assertThat(isJudgedBySibling(first.by(issuer), second.by(issuer), issuer)).isFalse();
    }
    assertThat(isJudgedBySibling(leaf("CN=A").by(PLAIN), leaf("CN=B").by(PLAIN), PLAIN)).isTrue();
  }

  @Test
  void leavesAnotherFormOfLeafToTheFullWay() throws Exception {
    Issued known = leaf("CN=A").by(PLAIN);
    ASN1ObjectIdentifier unknown = new ASN1ObjectIdentifier("1.2.3.4");
    List<TestCertificate> others =
        List.of(
            leaf("CN=B").keys(TestCertificate.ec("secp384r1")),
            leaf("CN=B").keys(RSA_2048),
            leaf("CN=B").signedWith("SHA384withECDSA"),
            leaf("CN=B").without(Extension.keyUsage),
            leaf("CN=B").with(Extension.certificatePolicies, false, policies("1.2.3.4")),
            leaf("CN=B").with(unknown, false, DERNull.INSTANCE));
    for (TestCertificate other : others) {
      assertThat(isJudgedBySibling(known, other.by(PLAIN), PLAIN)).isFalse();
    }
    assertThat(isJudgedBySibling(known, leaf("CN=B").by(PLAIN), PLAIN)).isTrue();
    assertThat(isJudgedBySibling(leaf("CN=A").by(ROOT), leaf("CN=B").by(PLAIN))).isFalse();
  }

  @Test
  void neverJudgesBySiblingsWithAnExtensionThatIsNotUnderstood() throws Exception {
    ASN1ObjectIdentifier unknown = new ASN1ObjectIdentifier("1.2.3.4");
    assertThat(
            isJudgedBySibling(
                leaf("CN=A").with(unknown, false, DERNull.INSTANCE).by(ROOT),
                leaf("CN=B").with(unknown, false, DERNull.INSTANCE).by(ROOT)))
        .isFalse();
  }

  @Test
  void leavesNamesOfTheDeviceOutOfTheForm() throws Exception {
    assertThat(isJudgedBySibling(mailed("a@example.org"), mailed("someone.else@example.org")))
        .isTrue();
  }

  private static Issued mailed(String address) {
    GeneralNames names = new GeneralNames(new GeneralName(GeneralName.rfc822Name, address));
    return leaf("CN=" + address).with(Extension.subjectAlternativeName, false, names).by(ROOT);
  }

  /** Whether the fast way accepts one leaf once the full one has accepted another. */
  private boolean isJudgedBySibling(Issued first, Issued second, Issued... above) throws Exception {
    ChainJudgement learning = new ChainJudgement(trust.settings, trust.engines());
    TrustState learnt = learning.files().read();
    List<Bytes> chain = new ArrayList<>(TrustFixture.der(first));
    chain.addAll(TrustFixture.der(above));
    assertThat(judged(learning, chain, learnt)).isPresent();
    chain.set(0, second.der());
    return siblings().judge(chain, NOW, learnt).isPresent();
  }

  private SiblingJudgement siblings() {
    PathValidation validation = new PathValidation(trust.settings, trust.engines());
    return new SiblingJudgement(
        trust.settings,
        trust.engines(),
        new ChainRules(trust.settings, new CertificateAlgorithms(), validation.jdk()),
        new RevocationCheck(trust.settings, trust.engines()));
  }

  /** What is found, and until when, by one who has seen nothing yet. */
  private Optional<TrustState.Remembered> full(List<Bytes> chain) throws Exception {
    ChainJudgement anew = new ChainJudgement(trust.settings, trust.engines());
    TrustState state = anew.files().read();
    return judged(anew, chain, state).flatMap(found -> remembered(state, chain));
  }

  private static Optional<TrustState.Remembered> remembered(TrustState state, List<Bytes> chain) {
    return state.leaves().find(ChainJudgement.digest(chain));
  }

  private static Optional<TrustDecision.Trusted> judged(
      ChainJudgement judgement, List<Bytes> chain, TrustState state) {
    try {
      return Optional.of(judgement.judge(chain, NOW, state));
    } catch (UntrustedException e) {
      return Optional.empty();
    }
  }

  private static boolean pkixAccepts(Chain chain) throws Exception {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> path = new ArrayList<>();
    for (Bytes der : chain.der()) {
      path.add(
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der.toArray())));
    }
    Set<TrustAnchor> anchors =
        List.of(ROOT, RSA).stream()
            .map(
                root -> {
                  try {
                    return new TrustAnchor(
                        (X509Certificate)
                            factory.generateCertificate(
                                new ByteArrayInputStream(root.der().toArray())),
                        null);
                  } catch (java.security.cert.CertificateException e) {
                    throw new IllegalStateException(e);
                  }
                })
            .collect(Collectors.toSet());
    PKIXParameters parameters = new PKIXParameters(anchors);
    parameters.setRevocationEnabled(false);
    // Leaves within the clock skew are judged at the nearest end of their validity.
    Date end = path.get(0).getNotAfter();
    parameters.setDate(end.before(Date.from(NOW)) ? end : Date.from(NOW));
    try {
      CertPathValidator.getInstance("PKIX").validate(factory.generateCertPath(path), parameters);
      return true;
    } catch (java.security.cert.CertPathValidatorException e) {
      return false;
    }
  }

  private static Issued policied(String subject, String policy) {
    return leaf(subject).with(Extension.certificatePolicies, false, policies(policy)).by(ROOT);
  }

  private static CertificatePolicies policies(String oid) {
    return new CertificatePolicies(new PolicyInformation(new ASN1ObjectIdentifier(oid)));
  }
}

package dev.skep.server.core.internal.trust;

import static dev.skep.server.core.internal.trust.TestCertificate.ca;
import static dev.skep.server.core.internal.trust.TestCertificate.leaf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.server.core.internal.trust.TestCertificate.Issued;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CertPolicyId;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.PolicyMappings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Chains of a CA that is certified, but wants to keep the server busy. */
@Timeout(60)
class BoundedWorkTest {
  private static final int DEEPEST = ChainLimits.DEFAULT.certificates();
  private static final Issued ROOT = ca("CN=Root").selfSigned();

  @TempDir Path directory;
  private TrustFixture trust;

  @BeforeEach
  void trustTheRoot() {
    trust = new TrustFixture(directory).trusting(ROOT);
  }

  @Test
  @DisplayName("attack 44: the longest chain is taken, one certificate more is not")
  void acceptsTheLongestChainOnly() {
    trust.accepts(chain(DEEPEST, i -> ca("CN=CA " + i), leaf("CN=D")));
    trust.rejects(TrustRule.CHAIN_SIZE, chain(DEEPEST + 1, i -> ca("CN=CA " + i), leaf("CN=D")));
  }

  @Test
  @DisplayName(
      "attack 44: a loop of two names that certify each other ends at the limit or the anchor")
  void boundsLoopsOfFreshCertificates() {
    Issued a = ca("CN=A").selfSigned();
    Issued b = ca("CN=B").selfSigned();
    List<Issued> loop = new ArrayList<>();
    for (int i = 0; i < DEEPEST / 2; i++) {
      loop.add(ca("CN=A").keys(a.keys()).by(b));
      loop.add(ca("CN=B").keys(b.keys()).by(a));
    }
    loop.add(0, leaf("CN=D").by(a));
    trust.rejects(TrustRule.CHAIN_SIZE, loop.toArray(Issued[]::new));
    trust.rejects(TrustRule.ANCHOR, loop.subList(0, DEEPEST).toArray(Issued[]::new));
    trust.rejects(TrustRule.ANCHOR, loop.subList(0, DEEPEST - 1).toArray(Issued[]::new));
  }

  @Test
  @DisplayName("attack 48: 20 000 alternative names are not even parsed, and what fits is judged")
  void boundsAlternativeNames() {
    trust.rejects(TrustRule.CHAIN_SIZE, named(20_000).by(ROOT));
    trust.accepts(named(1_000).by(ROOT));
    GeneralSubtree[] others =
        IntStream.range(0, 400)
            .mapToObj(i -> new GeneralSubtree(new GeneralName(GeneralName.dNSName, "x" + i)))
            .toArray(GeneralSubtree[]::new);
    Issued excluding =
        ca("CN=X")
            .with(Extension.nameConstraints, true, new NameConstraints(null, others))
            .by(ROOT);
    trust.accepts(named(1_000).by(excluding), excluding);
  }

  private static TestCertificate named(int names) {
    GeneralName[] all =
        IntStream.range(0, names)
            .mapToObj(i -> new GeneralName(GeneralName.dNSName, "a" + i))
            .toArray(GeneralName[]::new);
    return leaf("CN=D").with(Extension.subjectAlternativeName, false, new GeneralNames(all));
  }

  @Test
  @DisplayName("attack 48: policies that every CA maps to all others do not multiply")
  void rejectsPolicyMappingsThatMultiply() {
    // Few, so that a failure ends: with 20, which fit as well, the tree takes more than 5 GB.
    int many = 4;
    CertPolicyId[] policies =
        IntStream.range(0, many).mapToObj(BoundedWorkTest::policy).toArray(CertPolicyId[]::new);
    CertPolicyId[] from = new CertPolicyId[many * many];
    CertPolicyId[] to = new CertPolicyId[many * many];
    for (int i = 0; i < many * many; i++) {
      from[i] = policies[i / many];
      to[i] = policies[i % many];
    }
    PolicyMappings mappings = new PolicyMappings(from, to);
    Issued[] chain =
        chain(
            DEEPEST,
            i ->
                withPolicies(ca("CN=CA " + i), policies)
                    .with(Extension.policyMappings, true, mappings),
            withPolicies(leaf("CN=D"), policies));
    assertFits(chain);
    assertThat(trust.rejects(TrustRule.PATH, chain).reason()).contains("policy mappings");
  }

  @Test
  @DisplayName("attack 48: one policy written many times does not multiply")
  void rejectsRepeatedPolicies() {
    CertPolicyId[] same = Collections.nCopies(3, policy(1)).toArray(CertPolicyId[]::new);
    trust.accepts(
        chain(2, i -> withPolicies(ca("CN=CA"), policy(1)), withPolicies(leaf("CN=D"), policy(1))));
    Issued[] chain =
        chain(DEEPEST, i -> withPolicies(ca("CN=CA " + i), same), withPolicies(leaf("CN=D"), same));
    trust.rejects(TrustRule.ENCODING, chain);
  }

  @Test
  @DisplayName("attack 48: 16 policy mappings in a chain are taken, 17 are not")
  void acceptsAFewPolicyMappings() {
    trust.accepts(mapped(16));
    trust.rejects(TrustRule.PATH, mapped(17));
  }

  private static Issued[] mapped(int mappings) {
    CertPolicyId[] from = new CertPolicyId[mappings];
    CertPolicyId[] to = new CertPolicyId[mappings];
    Arrays.setAll(from, BoundedWorkTest::policy);
    Arrays.setAll(to, i -> policy(30 - i / 16));
    return chain(
        2,
        i ->
            withPolicies(ca("CN=CA"), from)
                .with(Extension.policyMappings, true, new PolicyMappings(from, to)),
        withPolicies(leaf("CN=D"), policy(30)));
  }

  @Test
  @DisplayName("attack 48: name constraints that fill every CA are judged in bounded time")
  void judgesFullNameConstraintsInTime() {
    Issued[] chain =
        chain(
            DEEPEST,
            i ->
                ca("CN=CA " + i)
                    .with(Extension.nameConstraints, true, new NameConstraints(null, subtrees(i))),
            leaf("CN=D").with(Extension.subjectAlternativeName, false, names()));
    assertFits(chain);
    trust.accepts(chain);
  }

  private static void assertFits(Issued... chain) {
    assertThat(chain)
        .allSatisfy(
            one ->
                assertThat(one.der().length())
                    .isLessThanOrEqualTo(ChainLimits.DEFAULT.certificateBytes()));
  }

  private static GeneralSubtree[] subtrees(int ca) {
    return IntStream.range(0, 300)
        .mapToObj(i -> new X500Name("O=" + ca + " " + i))
        .map(name -> new GeneralSubtree(new GeneralName(name)))
        .toArray(GeneralSubtree[]::new);
  }

  private static GeneralNames names() {
    return new GeneralNames(
        IntStream.range(0, 300)
            .mapToObj(i -> new GeneralName(new X500Name("O=Name " + i)))
            .toArray(GeneralName[]::new));
  }

  private static CertPolicyId policy(int number) {
    return CertPolicyId.getInstance(new ASN1ObjectIdentifier("1.2." + number));
  }

  private static TestCertificate withPolicies(TestCertificate certificate, CertPolicyId... ids) {
    return certificate.with(
        Extension.certificatePolicies,
        false,
        new CertificatePolicies(
            Stream.of(ids)
                .map(id -> new PolicyInformation(new ASN1ObjectIdentifier(id.getId())))
                .toArray(PolicyInformation[]::new)));
  }

  /** Leaf first, without the anchor. */
  private static Issued[] chain(int length, IntFunction<TestCertificate> ca, TestCertificate leaf) {
    List<Issued> chain = new ArrayList<>();
    Issued issuer = ROOT;
    for (int i = 0; i < length - 1; i++) {
      issuer = ca.apply(i).by(issuer);
      chain.add(0, issuer);
    }
    chain.add(0, leaf.by(issuer));
    return chain.toArray(Issued[]::new);
  }
}

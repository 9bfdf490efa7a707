package dev.skep.server.core.internal.trust;

import static dev.skep.server.core.internal.trust.TestCertificate.ca;
import static dev.skep.server.core.internal.trust.TestCertificate.leaf;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.server.core.internal.trust.TestCertificate.Issued;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.CertPolicyId;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.PolicyMappings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policies of whole paths; {@link PkitsVectorsTest} has the many cases of the algorithm. */
class PolicyInputsTest {
  private static final String ONE = "1.2.3.1";
  private static final String TWO = "1.2.3.2";
  private static final String ANY = "2.5.29.32.0";
  private static final Issued ROOT = ca("CN=Root").selfSigned();
  private static final Issued SILENT = ca("CN=Silent").by(ROOT);
  private static final Issued OF_ONE =
      ca("CN=One").with(Extension.certificatePolicies, false, policies(ONE)).by(ROOT);
  private static final Issued OF_ANY =
      ca("CN=Any").with(Extension.certificatePolicies, false, policies(ANY)).by(ROOT);
  private static final Issued MAPPING =
      ca("CN=Mapping")
          .with(Extension.certificatePolicies, false, policies(ONE))
          .with(Extension.policyMappings, true, new PolicyMappings(id(ONE), id(TWO)))
          .by(ROOT);

  @TempDir Path directory;

  @Test
  @DisplayName("attack 46: the policy that is needed must be there along the whole path")
  void needsAPolicyOfTheSetAlongThePath() {
    TrustFixture trust = with(new PolicyInputs(Set.of(ONE), false, false, false));
    trust.accepts(of(OF_ONE, ONE), OF_ONE);
    trust.accepts(of(OF_ANY, ONE, TWO), OF_ANY);
    trust.rejects(TrustRule.PATH, of(OF_ONE, TWO), OF_ONE);
    trust.rejects(TrustRule.PATH, of(OF_ANY, TWO), OF_ANY);
    trust.rejects(TrustRule.PATH, of(SILENT, ONE), SILENT);
    trust.rejects(TrustRule.PATH, leaf("CN=D").by(OF_ONE), OF_ONE);
    with(PolicyInputs.NONE).accepts(of(SILENT, ONE), SILENT);
  }

  @Test
  void explicitPolicyMayBeAny() {
    TrustFixture trust = with(new PolicyInputs(Set.of(), true, false, false));
    trust.accepts(of(OF_ONE, ONE), OF_ONE);
    trust.accepts(of(OF_ANY, TWO), OF_ANY);
    trust.rejects(TrustRule.PATH, of(OF_ONE, TWO), OF_ONE);
    trust.rejects(TrustRule.PATH, of(SILENT, ONE), SILENT);
  }

  @Test
  void anyPolicyStandsForThePolicyUnlessInhibited() {
    with(new PolicyInputs(Set.of(ONE), true, false, false)).accepts(of(OF_ANY, ANY), OF_ANY);
    TrustFixture inhibited = with(new PolicyInputs(Set.of(ONE), true, false, true));
    inhibited.rejects(TrustRule.PATH, of(OF_ANY, ANY), OF_ANY);
    inhibited.rejects(TrustRule.PATH, of(OF_ANY, ONE), OF_ANY);
    inhibited.accepts(of(OF_ONE, ONE), OF_ONE);
  }

  @Test
  void mappedPolicyCountsInTheIssuersTermsUnlessInhibited() {
    with(new PolicyInputs(Set.of(ONE), true, false, false)).accepts(of(MAPPING, TWO), MAPPING);
    with(new PolicyInputs(Set.of(TWO), true, false, false))
        .rejects(TrustRule.PATH, of(MAPPING, TWO), MAPPING);
    with(new PolicyInputs(Set.of(ONE), true, true, false))
        .rejects(TrustRule.PATH, of(MAPPING, TWO), MAPPING);
  }

  @Test
  @DisplayName("attack 46: a remembered device does not outlive a change of the settings")
  void remembersNothingAcrossSettings() {
    Issued device = of(SILENT, ONE);
    TrustFixture before = with(PolicyInputs.NONE);
    TrustFixture after = with(new PolicyInputs(Set.of(ONE), false, false, false));
    for (int round = 0; round < 2; round++) {
      before.accepts(device, SILENT);
      before.accepts(of(SILENT, TWO), SILENT);
      after.rejects(TrustRule.PATH, device, SILENT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "policy", "1", "1.02", "3.1", ANY})
  void refusesWhatIsNoOidOfOnePolicy(String text) {
    assertThatThrownBy(() -> new PolicyInputs(Set.of(text), false, false, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }

  private TrustFixture with(PolicyInputs inputs) {
    TrustFixture trust = new TrustFixture(directory).trusting(ROOT);
    trust.settings = trust.settings.withPolicies(inputs);
    return trust;
  }

  private static Issued of(Issued issuer, String... oids) {
    return leaf("CN=Device").with(Extension.certificatePolicies, false, policies(oids)).by(issuer);
  }

  private static CertPolicyId id(String oid) {
    return CertPolicyId.getInstance(new ASN1ObjectIdentifier(oid));
  }

  private static CertificatePolicies policies(String... oids) {
    return new CertificatePolicies(
        Stream.of(oids)
            .map(oid -> new PolicyInformation(new ASN1ObjectIdentifier(oid)))
            .toArray(PolicyInformation[]::new));
  }
}

package dev.skep.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.provisioning.KeyAttestation;
import dev.skep.protocol.provisioning.KeyStatement;
import dev.skep.testkit.vectors.Scenario;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;

/**
 * A scenario of the kind {@code key-attestation}: what a verifier does that has nothing but the
 * device CA's certificate (spec rule KA-3). The path is the JDK's business here.
 *
 * @param scenario the file
 */
record KeyAttestationScenario(Scenario scenario) {
  /** {@code accept}, or {@code reject} with KA-3 or the rule of the message. */
  String outcome() {
    try {
      Bytes encoded = scenario.bytes("attestation");
      KeyAttestation attestation = KeyAttestation.decode(encoded, CborLimits.DEFAULT);
      assertThat(attestation.encode()).isEqualTo(encoded);
      Bytes statement = attestation.statement();
      assertThat(statement).isEqualTo(scenario.bytes("statement"));
      assertThat(KeyStatement.message(statement)).isEqualTo(scenario.bytes("message"));
      assertThat(KeyStatement.decode(statement, CborLimits.DEFAULT).encode()).isEqualTo(statement);
      return isGenuine(attestation) ? "accept" : "reject KA-3";
    } catch (MalformedMessageException e) {
      return "reject " + e.rejection().rule();
    }
  }

  private boolean isGenuine(KeyAttestation attestation) {
    try {
      X509Certificate leaf = validated(attestation.certificateChain());
      AttestationScheme scheme = RealAlgorithms.attestation(attestation.scheme());
      return leaf.getBasicConstraints() < 0
          && scheme.verify(
              scheme.decodePublicKey(Bytes.of(leaf.getPublicKey().getEncoded())),
              KeyStatement.message(attestation.statement()),
              attestation.signature());
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      assertThat(e).hasMessageMatching("(?s).+");
      return false;
    }
  }

  private X509Certificate validated(List<Bytes> encoded) throws GeneralSecurityException {
    X509Certificate anchor = certificate(scenario.bytes("anchor"));
    List<X509Certificate> chain = new ArrayList<>();
    for (Bytes der : encoded) {
      chain.add(certificate(der));
    }
    chain.removeIf(anchor::equals);
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
    parameters.setRevocationEnabled(false);
    Instant time = Instant.ofEpochSecond(Long.parseLong(scenario.text("time")));
    parameters.setDate(Date.from(time));
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    CertPathValidator.getInstance("PKIX").validate(factory.generateCertPath(chain), parameters);
    return chain.get(0);
  }

  private static X509Certificate certificate(Bytes der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(der.toArray()));
  }
}

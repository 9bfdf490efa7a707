package dev.skep.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.protocol.ProvisioningScenario.Content;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.provisioning.IssuerDomain;
import dev.skep.protocol.provisioning.KeyGenerated;
import dev.skep.protocol.provisioning.KeyStatement;
import dev.skep.protocol.provisioning.Operations;
import dev.skep.protocol.provisioning.ProvisioningRequest;
import dev.skep.testkit.vectors.Scenario;
import java.security.InvalidKeyException;
import java.util.List;
import java.util.Optional;

/**
 * The server's check of the keys that an SE made in a scenario (spec rule D-7).
 *
 * @param scenario of the kind {@code provisioning}
 * @param leafKey the public key of SE_Cert
 */
record ScenarioKeys(Scenario scenario, Bytes leafKey) {
  boolean areAsAskedFor(ProvisioningRequest request, Bytes domain, List<Content> ofSe)
      throws MalformedMessageException {
    List<Content> made =
        ofSe.stream().filter(content -> content.op().equals(Operations.KEY_GENERATED)).toList();
    if (made.size() != request.keys().size() || !ofSe.subList(0, made.size()).equals(made)) {
      return false;
    }
    for (int i = 0; i < made.size(); i++) {
      if (!isAsAskedFor(request.keys().get(i), domain, made.get(i), "key." + i + ".")) {
        return false;
      }
    }
    return true;
  }

  private boolean isAsAskedFor(KeyTerms terms, Bytes domain, Content made, String prefix)
      throws MalformedMessageException {
    KeyGenerated generated = KeyGenerated.decode(made.attributes(), CborLimits.DEFAULT);
    assertThat(generated.encode()).isEqualTo(made.attributes());
    assertThat(generated.statement()).isEqualTo(scenario.bytes(prefix + "statement"));
    KeyStatement statement = KeyStatement.decode(generated.statement(), CborLimits.DEFAULT);
    assertThat(statement.encode()).isEqualTo(generated.statement());
    assertThat(generated.signature().map(Bytes::toHex).orElse("none"))
        .isEqualTo(scenario.text(prefix + "signature"));
    Bytes serverKeyHash = IssuerDomain.serverKeyHash(scenario.bytes("serverPublicKey"));
    assertThat(serverKeyHash).isEqualTo(scenario.bytes("serverKeyHash"));
    KeyStatement expected =
        new KeyStatement(
            terms, statement.publicKey(), scenario.bytes("sessionId"), domain, serverKeyHash);
    return statement.equals(expected)
        && made.plaintext().length() == 0
        && isGoodKey(terms.algorithm(), statement.publicKey())
        && isSigned(terms, generated, scenario.bytes(prefix + "message"));
  }

  private boolean isSigned(KeyTerms terms, KeyGenerated generated, Bytes expectedMessage) {
    Bytes message = KeyStatement.message(generated.statement());
    assertThat(message).isEqualTo(expectedMessage);
    Optional<Bytes> signature = generated.signature();
    if (signature.isEmpty() || !terms.signedAttestation()) {
      return signature.isEmpty() && !terms.signedAttestation();
    }
    AttestationScheme scheme = RealAlgorithms.attestation(scenario.text("attestation"));
    try {
      return scheme.verify(scheme.decodePublicKey(leafKey), message, signature.get());
    } catch (InvalidKeyException e) {
      return false;
    }
  }

  private static boolean isGoodKey(String algorithm, Bytes publicKey) {
    try {
      RealAlgorithms.attestation(algorithm).decodePublicKey(publicKey);
      return true;
    } catch (InvalidKeyException e) {
      return false;
    }
  }
}

package dev.skep.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.protocol.ProvisioningScenario.Content;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.provisioning.CommitAttributes;
import dev.skep.protocol.provisioning.ManagementKey;
import dev.skep.protocol.provisioning.Operations;
import dev.skep.protocol.provisioning.ProvisioningRequest;
import dev.skep.testkit.vectors.Scenario;
import java.util.Optional;

/**
 * The SE's check of {@code commit} in a scenario (spec rules P-1, D-11).
 *
 * @param scenario of the kind {@code provisioning}
 * @param request what the offer asks for
 * @param encoded the request as the offer has it
 */
record ScenarioCommit(Scenario scenario, ProvisioningRequest request, Bytes encoded) {
  /** Empty, or {@code reject} with the rule. */
  String verdict(Content commit) throws Exception {
    CommitAttributes attributes = CommitAttributes.decode(commit.attributes(), CborLimits.DEFAULT);
    assertThat(attributes.encode()).isEqualTo(commit.attributes());
    Optional<Bytes> hash = CommitAttributes.hashOf(encoded);
    if (!commit.op().equals(Operations.COMMIT)
        || commit.plaintext().length() > 0
        || !attributes.requestHash().equals(hash)) {
      return "reject P-1";
    }
    hash.ifPresent(value -> assertThat(value).isEqualTo(scenario.bytes("requestHash")));
    Optional<ManagementKey> key = request.managementKey();
    Optional<Bytes> authorization = attributes.authorization();
    if (key.isEmpty() || authorization.isEmpty()) {
      return key.isEmpty() && authorization.isEmpty() ? "" : "reject D-11";
    }
    assertThat(authorization).contains(scenario.bytes("authorization"));
    Bytes message = CommitAttributes.message(scenario.bytes("transcriptHash"), hash.orElseThrow());
    assertThat(message).isEqualTo(scenario.bytes("managementMessage"));
    AttestationScheme scheme = RealAlgorithms.attestation(key.get().scheme());
    boolean genuine =
        scheme.verify(scheme.decodePublicKey(key.get().publicKey()), message, authorization.get());
    return genuine ? "" : "reject D-11";
  }
}

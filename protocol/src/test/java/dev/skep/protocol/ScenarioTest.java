package dev.skep.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.protocol.message.MessageType;
import dev.skep.protocol.provisioning.ProvisioningTypes;
import dev.skep.testkit.vectors.Scenario;
import java.security.InvalidKeyException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each file of the vectors folder: the code computes what the file says, and comes to its end. */
class ScenarioTest {
  private static final String ACCEPT = "accept";
  private static final List<String> KINDS =
      List.of(
          "handshake",
          "records",
          "message",
          "public-key",
          "provisioning",
          "enrolment",
          "key-attestation");

  @TestFactory
  Stream<DynamicTest> everyScenarioComesOutAsItsFileSays() {
    return OwnVectors.all().stream()
        .map(
            scenario ->
                DynamicTest.dynamicTest(
                    scenario.name(),
                    () -> assertThat(outcome(scenario)).isEqualTo(scenario.text("expect"))));
  }

  @Test
  void thereAreAtLeastFortyAcceptingAndRejectingOnesOfEachKind() {
    List<Scenario> all = OwnVectors.all();
    assertThat(all).hasSizeGreaterThanOrEqualTo(40);
    for (String kind : KINDS) {
      assertThat(OwnVectors.ofKind(kind))
          .as(kind)
          .anyMatch(scenario -> scenario.text("expect").equals(ACCEPT))
          .anyMatch(scenario -> scenario.text("expect").startsWith("reject "));
    }
  }

  private static String outcome(Scenario scenario) throws Exception {
    return switch (scenario.text("kind")) {
      case "handshake" -> new HandshakeScenario(scenario).outcome();
      case "records" -> new RecordsScenario(scenario).outcome();
      case "message" -> message(scenario);
      case "public-key" -> publicKey(scenario);
      case "provisioning" -> new ProvisioningScenario(scenario).outcome();
      case "enrolment" -> new EnrolmentScenario(scenario).outcome();
      case "key-attestation" -> new KeyAttestationScenario(scenario).outcome();
      default -> throw new IllegalStateException("unknown kind " + scenario.text("kind"));
    };
  }

  @Test
  void everyGrammarHasAcceptingAndRejectingOnes() {
    for (MessageType type : ProvisioningTypes.all()) {
      assertThat(OwnVectors.ofKind("message").stream())
          .as(type.name())
          .filteredOn(scenario -> scenario.text("type").equals(type.name()))
          .extracting(scenario -> scenario.text("expect").split(" ", -1)[0])
          .contains(ACCEPT, "reject");
    }
  }

  private static String message(Scenario scenario) {
    String name = scenario.text("type");
    MessageType type =
        Stream.concat(MessageType.all().stream(), ProvisioningTypes.all().stream())
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("unknown type " + name));
    String verdict = type.verdict(scenario.bytes("message"));
    return verdict.equals(MessageType.ACCEPTED) ? ACCEPT : "reject " + verdict;
  }

  /** The providers name no rule, so the rule is taken from the file where the key is refused. */
  private static String publicKey(Scenario scenario) {
    Bytes key = scenario.bytes("publicKey");
    try {
      assertThat(
              RealAlgorithms.asymmetric(scenario.text("algorithm"))
                  .decodePublicKey(key)
                  .getEncoded())
          .isEqualTo(key.toArray());
      return ACCEPT;
    } catch (InvalidKeyException e) {
      assertThat(e).hasMessageMatching("(?s).+");
      assertThat(scenario.text("expect")).startsWith("reject Y-");
      return scenario.text("expect");
    }
  }
}

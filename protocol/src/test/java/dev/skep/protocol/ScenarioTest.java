package dev.skep.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.message.OfferEnvelope;
import dev.skep.protocol.message.OfferRequest;
import dev.skep.protocol.message.ProtectedRecord;
import dev.skep.protocol.message.RecordsMessage;
import dev.skep.protocol.message.Response;
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
    for (String kind : List.of("handshake", "records", "message", "public-key")) {
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
      default -> throw new IllegalStateException("unknown kind " + scenario.text("kind"));
    };
  }

  private static String message(Scenario scenario) {
    Bytes message = scenario.bytes("message");
    try {
      assertThat(reencoded(scenario.text("type"), message)).isEqualTo(message);
      return ACCEPT;
    } catch (MalformedMessageException e) {
      return "reject " + e.rejection().rule();
    }
  }

  private static Bytes reencoded(String type, Bytes message) throws MalformedMessageException {
    CborLimits limits = CborLimits.DEFAULT;
    return switch (type) {
      case "offer" -> Offer.decode(message, limits).encode();
      case "offer-envelope" -> OfferEnvelope.decode(message, limits).encode();
      case "offer-request" -> OfferRequest.decode(message, limits).encode();
      case "response" -> Response.decode(message, limits).encode();
      case "records-message" -> RecordsMessage.decode(message, limits).encode();
      case "record" -> ProtectedRecord.decode(message, limits).encode();
      default -> throw new IllegalStateException("unknown type " + type);
    };
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

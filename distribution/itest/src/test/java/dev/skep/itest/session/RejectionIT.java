package dev.skep.itest.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.issuer.AuditEvent;
import dev.skep.api.se.Established;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.SecurityElement;
import dev.skep.itest.container.InContainer;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.message.RecordsMessage;
import dev.skep.protocol.message.Response;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.BundleContext;

/** What a peer is told when something is wrong, and what the issuer is. */
@InContainer
class RejectionIT {
  private static final Suite SUITE =
      new Suite("DHKEM-P256-HKDF-SHA256", "ES256", "HKDF-SHA256", "A256GCM");
  private static final String REJECTED =
      "{\"type\":\"urn:skep:problem:rejected\",\"title\":\"Rejected\",\"status\":403,"
          + "\"code\":\"rejected\"}";

  private Scene scene;
  private SecurityElement element;

  @BeforeEach
  void open(BundleContext context) throws Exception {
    scene = new Scene(context);
    scene.trustMaker();
    element = scene.element("alice", "ES256");
  }

  @AfterEach
  void close() throws Exception {
    scene.close();
  }

  @ParameterizedTest
  @CsvSource({"DHKEM-P256-HKDF-SHA256", "DHKEM-X25519-HKDF-SHA256", "RSA-OAEP-256"})
  @DisplayName("attack 1: ServerPubK replaced by the attacker's")
  void rejectsResponseThatWasMadeForTheAttackersKey(String transport) throws Exception {
    Suite suite = new Suite(transport, SUITE.attestation(), SUITE.kdf(), SUITE.cipher());
    ReceivedOffer offer = scene.wire().requireOffer();
    Established made = element.establish(offer.request(suite, attackersKey(transport)));

    Wire.Reply reply = scene.wire().respond(offer.response(suite, made).encode());

    assertRejected(reply);
    assertThat(scene.audit().rules(offer.offer().sessionId())).containsExactly("S-12");
    assertThat(scene.audit().events(AuditEvent.Kind.ESTABLISHED)).isEmpty();
  }

  @Test
  @DisplayName("attack 9: exact replay in the same session")
  void rejectsReplayAndLeavesTheFirstResultAsItWas() throws Exception {
    ReceivedOffer offer = scene.wire().requireOffer();
    Bytes sessionId = offer.offer().sessionId();
    Established made = element.establish(offer.request(SUITE));
    Bytes response = offer.response(SUITE, made).encode();
    Wire.Reply first = scene.wire().respond(response);
    assertThat(first.status()).isEqualTo(200);

    assertRejected(scene.wire().respond(response));
    assertThat(scene.audit().rules(sessionId)).containsExactly("S-10");

    List<Bytes> records = RecordsMessage.decode(first.body(), CborLimits.DEFAULT).records();
    ProcessResult.Answered answered =
        (ProcessResult.Answered) element.process(made.handle(), records);
    Wire.Reply end =
        scene.wire().records(sessionId, new RecordsMessage(answered.records()).encode());
    assertThat(end.status()).isEqualTo(200);
    assertThat(RecordsMessage.decode(end.body(), CborLimits.DEFAULT).records()).isEmpty();
    assertThat(scene.audit().events(AuditEvent.Kind.COMPLETED)).hasSize(1);
  }

  @Test
  @DisplayName("attack 51: bodies that are no message")
  void refusesMalformedBodiesWithTheExactRuleInTheAuditOnly() throws Exception {
    Map<String, Bytes> bodies =
        Map.of(
            "M-4", Bytes.hex("a1"),
            "M-9", Bytes.hex("a000"),
            "M-10", Bytes.hex("a0"),
            "M-1", Bytes.hex("bf"),
            "M-7", Bytes.hex("c0a0"));
    for (Map.Entry<String, Bytes> one : bodies.entrySet()) {
      Wire.Reply reply = scene.wire().respond(one.getValue());

      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.text()).contains("\"code\":\"malformed\"").doesNotContain("M-");
      assertThat(scene.audit().latestRule()).as(one.getValue().toHex()).isEqualTo(one.getKey());
    }
  }

  @Test
  @DisplayName("attack 76: text, status and headers are the same whatever failed")
  void rejectsInTheSameBytesWhateverFailed() throws Exception {
    Map<String, Wire.Reply> replies = new LinkedHashMap<>();
    replies.put("S-2", altered(response -> with(response, flipped(response.token()), SUITE)));
    replies.put(
        "S-4",
        altered(
            response ->
                with(
                    response,
                    response.token(),
                    new Suite("ML-KEM-768", "ES256", "HKDF-SHA256", "A256GCM"))));
    replies.put("S-7.8", fromAnUnknownMaker());
    replies.put("S-12", altered(RejectionIT::withFlippedAttestation));
    replies.put("R-7", scene.wire().records(Bytes.of(new byte[16]), noRecords()));

    List<String> rules =
        scene.audit().events(AuditEvent.Kind.REJECTED).stream()
            .map(event -> event.rejection().orElseThrow().rule())
            .toList();
    assertThat(rules).containsExactly("S-2", "S-4", "S-7.8", "S-12");
    assertThat(scene.audit().latestRule()).isEqualTo("R-7");
    replies.values().forEach(RejectionIT::assertRejected);
    assertThat(replies.values().stream().distinct()).as("different replies").hasSize(1);
  }

  private interface Alteration {
    Response of(Response response);
  }

  private Wire.Reply altered(Alteration alteration) throws Exception {
    ReceivedOffer offer = scene.wire().requireOffer();
    Established made = element.establish(offer.request(SUITE));
    return scene.wire().respond(alteration.of(offer.response(SUITE, made)).encode());
  }

  private Wire.Reply fromAnUnknownMaker() throws Exception {
    ReceivedOffer offer = scene.wire().requireOffer();
    Established made = element.establish(offer.request(SUITE));
    DeviceCa stranger = new DeviceCa("CN=A stranger");
    Response honest = offer.response(SUITE, made);
    Response foreign =
        new Response(
            honest.token(),
            honest.suite(),
            honest.seNonce(),
            honest.encapsulatedKey(),
            honest.attestation(),
            List.of(stranger.certify("CN=alice", stranger.publicKey())),
            honest.records());
    return scene.wire().respond(foreign.encode());
  }

  private static Response with(Response response, Bytes token, Suite suite) {
    return new Response(
        token,
        suite,
        response.seNonce(),
        response.encapsulatedKey(),
        response.attestation(),
        response.certificateChain(),
        response.records());
  }

  private static Response withFlippedAttestation(Response response) {
    return new Response(
        response.token(),
        response.suite(),
        response.seNonce(),
        response.encapsulatedKey(),
        flipped(response.attestation()),
        response.certificateChain(),
        response.records());
  }

  private static Bytes flipped(Bytes value) {
    byte[] bytes = value.toArray();
    bytes[bytes.length - 1] ^= 1;
    return Bytes.of(bytes);
  }

  private static Bytes noRecords() {
    return new RecordsMessage(List.of()).encode();
  }

  private Bytes attackersKey(String transport) throws InterruptedException {
    KeyTransport algorithm =
        scene.services().await(KeyTransport.class, "(skep.algorithm=" + transport + ")");
    int size = algorithm.keySizesBits().get(0);
    return Bytes.of(algorithm.generateKeyPair(size, new SecureRandom()).getPublic().getEncoded());
  }

  private static void assertRejected(Wire.Reply reply) {
    assertThat(reply.text()).isEqualTo(REJECTED);
    assertThat(reply.status()).isEqualTo(403);
  }
}

package dev.skep.demo.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.se.Established;
import dev.skep.demo.internal.story.StoryException;
import dev.skep.protocol.catalogue.SuiteLease;
import dev.skep.protocol.message.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Against a server that checks AK and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // RSA keys take their time
class AttackerTest {
  private final SuiteLease algorithms = Algorithms.lease();
  private final Attacker attacker = new Attacker(algorithms, new SecureRandom());
  private final GenuineElement victim = new GenuineElement(algorithms);
  private StubIssuer issuer;
  private ServerLine line;

  @BeforeAll
  void startTheServer() throws IOException {
    issuer = new StubIssuer(algorithms);
    line = new ServerLine(issuer.base());
  }

  @AfterAll
  void stopTheServer() {
    issuer.close();
  }

  @Test
  void theSameMessagesWithoutTheAttackerAreAccepted() throws Exception {
    ReceivedOffer offer = line.requireOffer();
    Established made = establishWith(offer, offer.serverPublicKey("RSA-OAEP-256"));

    Reply reply = line.respond(response(offer, made).encode());

    assertThat(reply.accepted()).isTrue();
    assertThat(reply.code()).isEmpty();
  }

  @Test
  @DisplayName(
      "attack 1: ServerPubK replaced, everything passed on: K is known, the server refuses")
  void holdsTheKeyButIsRefusedWherePassingAllOn() throws Exception {
    try (Interception caught = attacker.intercept(line.requireOffer(), victim)) {
      assertThat(caught.proven()).isTrue();
      assertThat(caught.sharedSecret().length()).isEqualTo(32);
      assertRejected(attacker.forwarded(caught));
    }
  }

  @Test
  @DisplayName("attack 2: ServerPubK replaced, another K for the true key: refused")
  void isRefusedWithAnotherKeyForTheServer() throws Exception {
    try (Interception caught = attacker.intercept(line.requireOffer(), victim)) {
      Response forged = attacker.withAnotherKey(caught);

      assertThat(forged.encapsulatedKey()).isNotEqualTo(caught.made().encapsulatedKey());
      assertRejected(forged);
    }
  }

  @Test
  @DisplayName("attack 2: ServerPubK replaced, the same K for the true key: refused")
  void isRefusedWithTheSameKeyForTheServer() throws Exception {
    try (Interception caught = attacker.intercept(line.requireOffer(), victim)) {
      assertRejected(attacker.withTheSameKey(caught));
    }
  }

  @Test
  void encryptsTheVeryKeyThatTheElementHolds() throws Exception {
    try (Interception caught = attacker.intercept(line.requireOffer(), victim)) {
      Bytes encrypted = attacker.withTheSameKey(caught).encapsulatedKey();

      try (Decapsulation opened = issuer.open(encrypted)) {
        assertThat(opened.failure()).isEqualTo(Optional.empty());
        assertThat(opened.sharedSecret().matches(caught.sharedSecret())).isTrue();
      }
    }
  }

  @Test
  void doesNotClaimAKeyWithoutProof() throws Exception {
    ReceivedOffer offer = line.requireOffer();
    Established honest = establishWith(offer, offer.serverPublicKey("RSA-OAEP-256"));

    try (Interception caught = attacker.intercept(offer, victim.answering(honest))) {
      assertThat(caught.proven()).isFalse();
    }
  }

  @Test
  void doesNotClaimAKeyThatTheAttestationIsNotAbout() throws Exception {
    ReceivedOffer offer = line.requireOffer();
    Established made = establishWith(offer, attacker.publicKey());
    Established otherNonce =
        new Established(
            made.handle(),
            Bytes.of(new byte[32]),
            made.encapsulatedKey(),
            made.attestation(),
            made.certificateChain(),
            made.records());

    try (Interception caught = attacker.intercept(offer, victim.answering(made));
        Interception doubtful = attacker.intercept(offer, victim.answering(otherNonce))) {
      assertThat(caught.proven()).isTrue();
      assertThat(doubtful.proven()).isFalse();
    }
  }

  @Test
  void saysWhereTheServerIsNot() throws Exception {
    URI nobody = freeAddress();

    assertThatExceptionOfType(StoryException.class)
        .isThrownBy(() -> new ServerLine(nobody).requireOffer())
        .withMessageContaining(nobody + "/skep/v1/offers");
  }

  private static URI freeAddress() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
  }

  private Established establishWith(ReceivedOffer offer, Bytes key) throws Exception {
    return victim.establish(offer.request(Algorithms.SUITE, "SHA-256", key));
  }

  private static Response response(ReceivedOffer offer, Established made) {
    return offer.response(Algorithms.SUITE, made, made.encapsulatedKey());
  }

  private void assertRejected(Response forged) throws Exception {
    Reply reply = line.respond(forged.encode());

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.code()).isEqualTo("rejected");
    assertThat(reply.summary()).contains("403", "application/problem+json", "rejected");
  }
}

package dev.skep.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.Suite;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.protocol.RecordChannel.Opened;
import dev.skep.protocol.RecordChannel.Position;
import dev.skep.protocol.RecordChannel.TrafficKeys;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.message.Offer;
import dev.skep.testkit.vectors.Scenario;
import java.io.ByteArrayInputStream;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;

/** A scenario of the kind {@code handshake}: what the server sees of one ceremony, and computes. */
final class HandshakeScenario {
  private final Scenario scenario;
  private final Suite suite;
  private final KeyDerivation kdf;
  private final Bytes transcriptHash;

  HandshakeScenario(Scenario scenario) {
    this.scenario = scenario;
    suite =
        new Suite(
            scenario.text("transport"),
            scenario.text("attestation"),
            scenario.text("kdf"),
            scenario.text("cipher"));
    kdf = RealAlgorithms.kdf(suite.kdf());
    transcriptHash = transcript().hash(kdf.transcriptHash());
  }

  /** {@code accept}, or {@code reject S-12} where AK does not verify under K. */
  String outcome() throws Exception {
    String outcome = established();
    if (outcome.equals("accept")) {
      checkRecords();
    }
    return outcome;
  }

  /** As {@link #outcome}, without any records. */
  String established() throws Exception {
    Offer offer = Offer.decode(scenario.bytes("offer"), CborLimits.DEFAULT);
    assertThat(offer.encode()).isEqualTo(scenario.bytes("offer"));
    assertThat(offer.sessionId()).isEqualTo(scenario.bytes("sessionId"));
    assertThat(transcriptHash).isEqualTo(scenario.bytes("transcriptHash"));
    KeyTransport transport = RealAlgorithms.transport(suite.transport());
    try (Decapsulation opened =
        transport.decapsulate(
            serverKey(transport), scenario.bytes("encapsulatedKey"), new SecureRandom())) {
      checkSharedSecret(transport, opened);
      if (!attested(opened.sharedSecret())) {
        return "reject S-12";
      }
      assertThat(offer.offers(suite)).isTrue();
      checkDerivedKeys(opened.sharedSecret());
      return "accept";
    }
  }

  private Transcript transcript() {
    Bytes offerHash = Transcript.digest(kdf.transcriptHash(), scenario.bytes("offer"));
    assertThat(offerHash).isEqualTo(scenario.bytes("offerHash"));
    return new Transcript(
        offerHash,
        suite,
        scenario.bytes("seNonce"),
        scenario.bytes("serverPublicKey"),
        scenario.bytes("encapsulatedKey"),
        Transcript.digest(kdf.transcriptHash(), scenario.bytes("certificate")));
  }

  private KeyPair serverKey(KeyTransport transport) throws Exception {
    try (SecretBytes pkcs8 = SecretBytes.adopt(scenario.bytes("serverPrivateKey").toArray())) {
      return new KeyPair(
          transport.decodePublicKey(scenario.bytes("serverPublicKey")),
          transport.decodePrivateKey(pkcs8));
    }
  }

  private void checkSharedSecret(KeyTransport transport, Decapsulation opened) {
    assertThat(opened.sharedSecret().length()).isEqualTo(transport.sharedSecretBytes());
    if (scenario.text("sharedSecret").equals("none")) {
      assertThat(opened.failure()).isPresent();
      return;
    }
    assertThat(opened.failure()).isEmpty();
    isAsInTheFile("sharedSecret", opened.sharedSecret());
  }

  /** Goes the same way for a random K; the file has no CK then. */
  private boolean attested(SecretBytes sharedSecret) throws Exception {
    try (SecretBytes ck = KeySchedule.confirmationKey(kdf, sharedSecret, transcriptHash)) {
      Bytes message = AttestationMessage.of(transcriptHash, ck);
      if (scenario.find("confirmationKey").isPresent()) {
        isAsInTheFile("confirmationKey", ck);
        assertThat(message).isEqualTo(scenario.bytes("attestationMessage"));
      }
      AttestationScheme scheme = RealAlgorithms.attestation(suite.attestation());
      return scheme.verify(
          scheme.decodePublicKey(leafKey()), message, scenario.bytes("attestationSignature"));
    }
  }

  /** The public key of SE_Cert, SPKI in DER. */
  Bytes leafKey() throws Exception {
    Certificate leaf =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(scenario.bytes("certificate").toArray()));
    return Bytes.of(leaf.getPublicKey().getEncoded());
  }

  private void checkDerivedKeys(SecretBytes sharedSecret) {
    try (SecretBytes external = KeySchedule.externalKey(kdf, sharedSecret, transcriptHash);
        TrafficKeys keys = trafficKeys(sharedSecret, Direction.SERVER_TO_SE)) {
      isAsInTheFile("externalKey", external);
      isAsInTheFile("keyServerToSe", keys.send());
      isAsInTheFile("keySeToServer", keys.receive());
    }
  }

  private void checkRecords() {
    try (RecordChannel server = channel(Direction.SERVER_TO_SE);
        RecordChannel se = channel(Direction.SE_TO_SERVER)) {
      checkRecord("commit", server, se);
      checkRecord("committed", se, server);
    }
  }

  private void checkRecord(String op, RecordChannel from, RecordChannel to) {
    Bytes expected = scenario.bytes(op + "Plaintext");
    try (SecretBytes plaintext = SecretBytes.adopt(expected.toArray())) {
      Bytes sealed = from.seal(op, Bytes.EMPTY, plaintext);
      assertThat(sealed).isEqualTo(scenario.bytes(op + "Record"));
      Opened opened = to.open(sealed, CborLimits.DEFAULT);
      assertThat(opened).isInstanceOf(Opened.Content.class);
      try (Opened.Content content = (Opened.Content) opened) {
        assertThat(content.op()).isEqualTo(op);
        assertThat(content.attributes()).isEqualTo(Bytes.EMPTY);
        isAsInTheFile(op + "Plaintext", content.plaintext());
      }
    }
  }

  /** One end of the session, with the keys of the file. */
  RecordChannel channel(Direction sending) {
    SecretBytes down = SecretBytes.adopt(scenario.bytes("keyServerToSe").toArray());
    SecretBytes up = SecretBytes.adopt(scenario.bytes("keySeToServer").toArray());
    boolean server = sending == Direction.SERVER_TO_SE;
    return new RecordChannel(
        RealAlgorithms.cipher(suite.cipher()),
        scenario.bytes("sessionId"),
        sending,
        server ? new TrafficKeys(down, up) : new TrafficKeys(up, down),
        Position.START);
  }

  private TrafficKeys trafficKeys(SecretBytes sharedSecret, Direction sending) {
    SessionCipher cipher = RealAlgorithms.cipher(suite.cipher());
    int bytes = cipher.keyBytes();
    return new TrafficKeys(
        KeySchedule.trafficKey(kdf, sharedSecret, sending, transcriptHash, bytes),
        KeySchedule.trafficKey(kdf, sharedSecret, sending.reverse(), transcriptHash, bytes));
  }

  private void isAsInTheFile(String name, SecretBytes computed) {
    Bytes bytes = computed.use(Bytes::of);
    assertThat(bytes).as(name).isEqualTo(scenario.bytes(name));
  }
}

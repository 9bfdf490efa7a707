package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.Suite;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.Encapsulation;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.protocol.AttestationMessage;
import dev.skep.protocol.Direction;
import dev.skep.protocol.KeySchedule;
import dev.skep.protocol.RecordChannel;
import dev.skep.protocol.RecordChannel.Position;
import dev.skep.protocol.RecordChannel.TrafficKeys;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.message.OfferEnvelope;
import dev.skep.protocol.message.Response;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.util.List;

/**
 * The device's side of the ceremony, computed from the protocol alone, so that a test can bend each
 * part of it.
 */
final class GenuineDevice {
  private final AttackLab lab;
  private final AttestationScheme scheme;
  private final KeyPair attestationKey;
  private final Bytes certificate;

  GenuineDevice(AttackLab lab, String attestation, TestDeviceCa ca, String... policies) {
    this.lab = lab;
    scheme = lab.algorithm(AttestationScheme.class, attestation);
    attestationKey = scheme.generateKeyPair(scheme.keySizesBits().get(0), lab.random);
    certificate = ca.certify("SE of a test", publicKey(), policies);
  }

  Bytes publicKey() {
    return Bytes.of(attestationKey.getPublic().getEncoded());
  }

  Bytes certificate() {
    return certificate;
  }

  /** Signs any message; only a corrupt device does that. */
  Bytes sign(Bytes message) {
    return scheme.sign(attestationKey.getPrivate(), message, lab.random);
  }

  /** Everything that one run of the device made; K and TH included. */
  record Run(Response response, SecretBytes sharedSecret, Bytes transcriptHash, Bytes sessionId) {}

  static Offer parse(OfferEnvelope envelope) {
    try {
      return Offer.decode(envelope.offer(), CborLimits.DEFAULT);
    } catch (MalformedMessageException e) {
      throw new IllegalStateException(e);
    }
  }

  Response respond(OfferEnvelope envelope, Suite suite) {
    return run(envelope, suite).response();
  }

  Run run(OfferEnvelope envelope, Suite suite) {
    Bytes serverKey = parse(envelope).transport(suite.transport()).orElseThrow().publicKey();
    return run(envelope, suite, serverKey);
  }

  /** Runs with a ServerPubK that may not be the offer's. */
  Run run(OfferEnvelope envelope, Suite suite, Bytes serverKey) {
    KeyTransport transport = lab.algorithm(KeyTransport.class, suite.transport());
    try {
      Encapsulation k = transport.encapsulate(transport.decodePublicKey(serverKey), lab.random);
      Bytes seNonce = Bytes.of(SecretBytes.random(32, lab.random).copy());
      return attest(envelope, suite, k, seNonce, serverKey);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Attests what a broken random source may have repeated. */
  Run attest(OfferEnvelope envelope, Suite suite, Encapsulation k, Bytes seNonce) {
    Bytes serverKey = parse(envelope).transport(suite.transport()).orElseThrow().publicKey();
    return attest(envelope, suite, k, seNonce, serverKey);
  }

  private Run attest(
      OfferEnvelope envelope, Suite suite, Encapsulation k, Bytes seNonce, Bytes serverKey) {
    KeyDerivation kdf = lab.algorithm(KeyDerivation.class, suite.kdf());
    String hash = kdf.transcriptHash();
    Bytes th =
        new Transcript(
                Transcript.digest(hash, envelope.offer()),
                suite,
                seNonce,
                serverKey,
                k.encapsulatedKey(),
                Transcript.digest(hash, certificate))
            .hash(hash);
    SecretBytes ck = KeySchedule.confirmationKey(kdf, k.sharedSecret(), th);
    Bytes ak = sign(AttestationMessage.of(th, ck));
    Response response =
        new Response(
            envelope.token(),
            suite,
            seNonce,
            k.encapsulatedKey(),
            ak,
            List.of(certificate),
            List.of());
    return new Run(response, k.sharedSecret(), th, parse(envelope).sessionId());
  }

  /** The device's end of the records of a run. */
  RecordChannel channel(Run run) {
    Suite suite = run.response().suite();
    KeyDerivation kdf = lab.algorithm(KeyDerivation.class, suite.kdf());
    SessionCipher cipher = lab.algorithm(SessionCipher.class, suite.cipher());
    TrafficKeys keys =
        new TrafficKeys(
            key(kdf, run, Direction.SE_TO_SERVER, cipher),
            key(kdf, run, Direction.SERVER_TO_SE, cipher));
    return new RecordChannel(cipher, run.sessionId(), Direction.SE_TO_SERVER, keys, Position.START);
  }

  private static SecretBytes key(
      KeyDerivation kdf, Run run, Direction direction, SessionCipher cipher) {
    return KeySchedule.trafficKey(
        kdf, run.sharedSecret(), direction, run.transcriptHash(), cipher.keyBytes());
  }
}

package dev.skep.benchmarks.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.engine.JcaEngines;
import dev.skep.api.issuer.TrustDecision;
import dev.skep.protocol.AttestationMessage;
import dev.skep.protocol.Direction;
import dev.skep.protocol.KeySchedule;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.message.Offer.TransportKey;
import dev.skep.protocol.message.OfferEnvelope;
import dev.skep.protocol.message.Response;
import dev.skep.server.core.internal.trust.DirectoryDeviceTrust;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The core of an acceptance, for which the design sets its targets: judge the certificate,
 * decapsulate, verify AK, derive the keys. It does so with the server's trust and the providers'
 * algorithms; messages, tokens, the store and the log are not in it, but in {@link Issuer}. What it
 * refuses is an exception. Not thread-safe.
 */
final class Core {
  private static final Bytes ANY = Bytes.of(new byte[Offer.NONCE_BYTES]);

  private final KeyKind kind;
  private final Algorithms algorithms;
  private final DirectoryDeviceTrust trust;
  private final Optional<KeyPair> rsaKey;
  private final SecureRandom random = new SecureRandom();
  private List<Bytes> knownDevice = List.of();

  /**
   * Begins without having seen a device.
   *
   * @param trust the directory of device CAs
   * @param rsaKey the server's key, where the suite has one for many offers
   */
  Core(KeyKind kind, JcaEngines engines, Engine engine, Path trust, Optional<KeyPair> rsaKey) {
    this.kind = kind;
    this.algorithms = Algorithms.of(kind, engines, engine);
    this.trust = Issuer.trust(trust, engines, engine);
    this.rsaKey = rsaKey;
  }

  /** What a device has answered to an offer with a key pair. */
  private record Answered(KeyPair serverKey, Bytes publicKey, Bytes offer, Response response) {}

  /**
   * Has each device answer one offer.
   *
   * @return the CPU time of what the server does about it, in nanoseconds
   */
  long accept(List<Device> devices) {
    List<Answered> answers = devices.stream().map(this::answered).toList();
    lookAtTheTrustDirectory();
    knownDevice = answers.get(0).response().certificateChain();
    Iterator<Answered> next = answers.iterator();
    return CpuTime.of(devices.size(), () -> accept(next.next()));
  }

  /**
   * Trust looks whether its files have changed once a second, in whichever session comes then. That
   * is nothing for a server that accepts thousands in that second, and not for this benchmark,
   * whose core has a small part of it; so a device of an earlier batch makes it look, unmeasured.
   */
  private void lookAtTheTrustDirectory() {
    if (!knownDevice.isEmpty()) {
      trust.evaluate(knownDevice, Instant.now());
    }
  }

  private Answered answered(Device device) {
    KeyPair pair =
        rsaKey.orElseGet(() -> algorithms.transport().generateKeyPair(kind.bits(), random));
    Bytes publicKey = Bytes.of(pair.getPublic().getEncoded());
    Bytes offer = offer(publicKey).encode();
    Bytes response = device.respond(new OfferEnvelope(offer, ANY).encode(), random);
    try {
      return new Answered(pair, publicKey, offer, Response.decode(response, CborLimits.DEFAULT));
    } catch (MalformedMessageException e) {
      throw new IllegalStateException("the device's response does not parse", e);
    }
  }

  private Offer offer(Bytes publicKey) {
    return new Offer(
        ANY.slice(0, Offer.SESSION_ID_BYTES),
        Bytes.of(SecretBytes.random(Offer.NONCE_BYTES, random).copy()),
        Instant.now().getEpochSecond(),
        600,
        "https://issuer.example",
        List.of(new TransportKey(kind.suite().transport(), Bytes.hex("01"), publicKey)),
        List.of(kind.suite().attestation()),
        List.of(kind.suite().kdf()),
        List.of(kind.suite().cipher()),
        Bytes.EMPTY);
  }

  private void accept(Answered answered) {
    Response response = answered.response();
    PublicKey deviceKey = judged(response);
    Bytes transcriptHash = transcriptHash(answered);
    try (Decapsulation k =
            algorithms
                .transport()
                .decapsulate(answered.serverKey(), response.encapsulatedKey(), random);
        KeySchedule keys = KeySchedule.of(algorithms.kdf(), k.sharedSecret(), transcriptHash)) {
      try (SecretBytes ck = keys.confirmationKey()) {
        Bytes message = AttestationMessage.of(transcriptHash, ck);
        if (!algorithms.attestation().verify(deviceKey, message, response.attestation())) {
          throw new IllegalStateException("AK does not verify");
        }
      }
      keys.trafficKeys(Direction.SERVER_TO_SE, algorithms.cipher().keyBytes()).close();
      keys.externalKey().close();
    }
  }

  private PublicKey judged(Response response) {
    TrustDecision decision = trust.evaluate(response.certificateChain(), Instant.now());
    if (!(decision instanceof TrustDecision.Trusted trusted)) {
      throw new IllegalStateException("the device is not trusted: " + decision);
    }
    try {
      return algorithms.attestation().decodePublicKey(trusted.leafPublicKey());
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("the device's key does not fit", e);
    }
  }

  private Bytes transcriptHash(Answered answered) {
    Response response = answered.response();
    String hash = algorithms.kdf().transcriptHash();
    return new Transcript(
            Transcript.digest(hash, answered.offer()),
            response.suite(),
            response.seNonce(),
            answered.publicKey(),
            response.encapsulatedKey(),
            Transcript.digest(hash, response.certificateChain().get(0)))
        .hash(hash);
  }
}

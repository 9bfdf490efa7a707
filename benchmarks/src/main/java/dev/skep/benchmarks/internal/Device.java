package dev.skep.benchmarks.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.Suite;
import dev.skep.api.algorithm.Encapsulation;
import dev.skep.protocol.AttestationMessage;
import dev.skep.protocol.KeySchedule;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.message.OfferEnvelope;
import dev.skep.protocol.message.Response;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.List;

/**
 * A device, as far as a server sees it: it answers offers, without the rest of a security element.
 *
 * @param kind which suite it speaks
 * @param algorithms its own, fast ones
 * @param attestationKey its key pair
 * @param certificate of that key, DER
 */
record Device(KeyKind kind, Algorithms algorithms, KeyPair attestationKey, Bytes certificate) {
  /**
   * Answers one offer.
   *
   * @param envelope as the server encoded it
   * @return the encoded response
   */
  Bytes respond(Bytes envelope, SecureRandom random) {
    try {
      OfferEnvelope received = OfferEnvelope.decode(envelope, CborLimits.DEFAULT);
      return respond(received, Offer.decode(received.offer(), CborLimits.DEFAULT), random).encode();
    } catch (MalformedMessageException | InvalidKeyException e) {
      throw new IllegalStateException("the server's offer cannot be answered", e);
    }
  }

  private Response respond(OfferEnvelope envelope, Offer offer, SecureRandom random)
      throws InvalidKeyException {
    Suite suite = kind.suite();
    Bytes serverKey = offer.transport(suite.transport()).orElseThrow().publicKey();
    Bytes seNonce = Bytes.of(SecretBytes.random(Offer.NONCE_BYTES, random).copy());
    try (Encapsulation k =
        algorithms
            .transport()
            .encapsulate(algorithms.transport().decodePublicKey(serverKey), random)) {
      String hash = algorithms.kdf().transcriptHash();
      Bytes transcriptHash =
          new Transcript(
                  Transcript.digest(hash, envelope.offer()),
                  suite,
                  seNonce,
                  serverKey,
                  k.encapsulatedKey(),
                  Transcript.digest(hash, certificate))
              .hash(hash);
      return new Response(
          envelope.token(),
          suite,
          seNonce,
          k.encapsulatedKey(),
          attest(k, transcriptHash, random),
          List.of(certificate),
          List.of());
    }
  }

  private Bytes attest(Encapsulation k, Bytes transcriptHash, SecureRandom random) {
    try (SecretBytes ck =
        KeySchedule.confirmationKey(algorithms.kdf(), k.sharedSecret(), transcriptHash)) {
      Bytes message = AttestationMessage.of(transcriptHash, ck);
      return algorithms.attestation().sign(attestationKey.getPrivate(), message, random);
    }
  }

  /** Says what it speaks. */
  @Override
  public String toString() {
    return "Device[" + kind + "]";
  }
}

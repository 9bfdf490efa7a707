package dev.skep.se.software.internal.kernel;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.Encapsulation;
import dev.skep.api.se.EstablishRequest;
import dev.skep.api.se.Established;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.protocol.AttestationMessage;
import dev.skep.protocol.Direction;
import dev.skep.protocol.KeySchedule;
import dev.skep.protocol.RecordChannel.Position;
import dev.skep.protocol.RecordChannel.TrafficKeys;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.protocol.catalogue.SuiteLease;
import dev.skep.protocol.message.Offer;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;

/**
 * The atomic step (spec section 5): K, EK, TH, CK, AK, traffic keys. Whatever fails, nothing of it
 * stays. Thread-safe.
 *
 * <p>The issuer's request is bound through H(offer) only: nothing is done for it yet.
 */
final class Establishment {
  private static final Duration WAIT = Duration.ofMillis(500);

  private final AlgorithmCatalogue catalogue;
  private final Sessions sessions;
  private final HealthTestedRandom random;

  Establishment(AlgorithmCatalogue catalogue, Sessions sessions, HealthTestedRandom random) {
    this.catalogue = catalogue;
    this.sessions = sessions;
    this.random = random;
  }

  Established establish(EstablishRequest request, Personalization.Identity identity)
      throws SecurityElementException {
    if (!request.suite().attestation().equals(identity.key().scheme())) {
      throw refused(
          "this security element attests with "
              + identity.key().scheme()
              + ", not "
              + request.suite().attestation());
    }
    sessions.requireRoom();
    try (SuiteLease suite =
        SuiteLease.take(catalogue, request.suite(), WAIT)
            .orElseThrow(() -> refused("it does not have all of " + request.suite()))) {
      return establish(request, identity, suite);
    }
  }

  private Established establish(
      EstablishRequest request, Personalization.Identity identity, SuiteLease suite)
      throws SecurityElementException {
    String hash = suite.kdf().transcriptHash();
    Bytes leafHash = Transcript.digest(hash, identity.leaf());
    if (request.offerHash().length() != leafHash.length()) {
      throw refused(
          "H(offer) has " + request.offerHash().length() + " bytes, which is not " + hash);
    }
    PublicKey serverKey = serverKey(request, suite);
    Bytes seNonce = freshNonce();
    try (Encapsulation made = suite.transport().encapsulate(serverKey, random)) {
      SecretBytes shared = made.sharedSecret();
      checkSharedSecret(shared, suite);
      Bytes transcriptHash =
          new Transcript(
                  request.offerHash(),
                  request.suite(),
                  seNonce,
                  request.serverPublicKey(),
                  made.encapsulatedKey(),
                  leafHash)
              .hash(hash);
      Bytes attestation = attest(identity, suite, shared, transcriptHash);
      SessionState state =
          new SessionState(
              request.suite(),
              request.sessionId(),
              trafficKeys(suite, shared, transcriptHash),
              Position.START);
      return new Established(
          sessions.begin(state),
          seNonce,
          made.encapsulatedKey(),
          attestation,
          identity.chain(),
          List.of());
    }
  }

  private static PublicKey serverKey(EstablishRequest request, SuiteLease suite)
      throws SecurityElementException {
    try {
      return suite.transport().decodePublicKey(request.serverPublicKey());
    } catch (InvalidKeyException e) {
      throw new SecurityElementException(
          Kind.REFUSED,
          "the server's key is not fit for " + request.suite().transport() + ": " + e.getMessage(),
          e);
    }
  }

  private Bytes freshNonce() {
    try (SecretBytes nonce = SecretBytes.random(Offer.NONCE_BYTES, random)) {
      random.mustBeNew("nonce", nonce);
      return nonce.use(Bytes::of);
    }
  }

  private void checkSharedSecret(SecretBytes shared, SuiteLease suite) {
    if (shared.length() != suite.transport().sharedSecretBytes()) {
      throw new IllegalStateException(
          suite.suite().transport() + " made K of " + shared.length() + " bytes");
    }
    random.mustBeNew("K", shared);
  }

  /** Signs, and lets the signature out only after it was verified here (attack 68). */
  private static Bytes attest(
      Personalization.Identity identity, SuiteLease suite, SecretBytes shared, Bytes transcriptHash)
      throws SecurityElementException {
    try (SecretBytes confirmation =
        KeySchedule.confirmationKey(suite.kdf(), shared, transcriptHash)) {
      Bytes signature = identity.key().attest(transcriptHash, confirmation);
      Bytes message = AttestationMessage.of(transcriptHash, confirmation);
      AttestationScheme scheme = suite.attestation();
      if (scheme.verify(scheme.decodePublicKey(identity.key().publicKey()), message, signature)) {
        return signature;
      }
    } catch (InvalidKeyException e) {
      throw new SecurityElementException(
          Kind.REFUSED,
          "the installed " + suite.suite().attestation() + " refuses this SE's key",
          e);
    }
    throw refused(
        "the attestation came out wrong and was thrown away: there is a fault in the machine or in"
            + " the bundle of "
            + suite.suite().attestation());
  }

  private static TrafficKeys trafficKeys(
      SuiteLease suite, SecretBytes shared, Bytes transcriptHash) {
    int length = suite.cipher().keyBytes();
    SecretBytes send =
        KeySchedule.trafficKey(suite.kdf(), shared, Direction.SE_TO_SERVER, transcriptHash, length);
    try {
      return new TrafficKeys(
          send,
          KeySchedule.trafficKey(
              suite.kdf(), shared, Direction.SERVER_TO_SE, transcriptHash, length));
    } catch (RuntimeException e) {
      send.close();
      throw e;
    }
  }

  private static SecurityElementException refused(String problem) {
    return new SecurityElementException(Kind.REFUSED, problem);
  }
}

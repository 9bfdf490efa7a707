package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.issuer.AttestedSession;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.api.issuer.TrustDecision;
import dev.skep.protocol.AttestationMessage;
import dev.skep.protocol.KeySchedule;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.catalogue.SuiteLease;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.message.Offer.TransportKey;
import dev.skep.protocol.message.Response;
import dev.skep.server.core.internal.audit.AuditEvents;
import dev.skep.server.core.internal.offer.OfferToken;
import dev.skep.server.core.internal.offer.ServerKey;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The last checks on a response, the only ones that use the server's private key (spec rules S-11
 * and S-12). Nothing but CK is derived from K before AK is verified. One for each message; not
 * thread-safe.
 */
final class AttestationCheck {
  private final ServerParts parts;
  private final Duration sessionLifetime;
  private final RepetitionGuard repetitions;
  private final AuditEvents audit;

  AttestationCheck(
      ServerParts parts, Duration sessionLifetime, RepetitionGuard repetitions, AuditEvents audit) {
    this.parts = parts;
    this.sessionLifetime = sessionLifetime;
    this.repetitions = repetitions;
    this.audit = audit;
  }

  /**
   * A response that passed all the cheaper checks.
   *
   * @param response as received
   * @param token of its offer, opened
   * @param suite the algorithms, lent
   * @param device what the chain says
   * @param attestationKey SE_PubK, checked
   */
  record Candidate(
      Response response,
      OfferToken token,
      SuiteLease suite,
      TrustDecision.Trusted device,
      PublicKey attestationKey) {
    /** ServerPubK of the transport that was chosen. */
    TransportKey offered() {
      return token
          .offer()
          .transport(response.suite().transport())
          .orElseThrow(IllegalStateException::new);
    }
  }

  /** Verifies a response; the caller closes what comes out. */
  Attested verify(Candidate candidate) throws Refusal {
    Response response = candidate.response();
    KeyPair serverKey = serverKey(candidate);
    try (Decapsulation k =
        candidate
            .suite()
            .transport()
            .decapsulate(serverKey, response.encapsulatedKey(), parts.random())) {
      Bytes transcriptHash = transcriptHash(candidate);
      try (KeySchedule keys =
          KeySchedule.of(candidate.suite().kdf(), k.sharedSecret(), transcriptHash)) {
        if (!isGenuine(candidate, keys, transcriptHash)) {
          String because = k.failure().map(cause -> "; decapsulation: " + cause).orElse("");
          throw Refusal.rejected("S-12", "the attestation does not verify" + because);
        }
        audit.passed("EK decapsulates, and AK over K, ServerPubK and the whole offer verifies");
        checkFreshRandomness(response, k.sharedSecret());
        return attested(candidate, keys, transcriptHash);
      }
    }
  }

  private static boolean isGenuine(Candidate candidate, KeySchedule keys, Bytes transcriptHash) {
    try (SecretBytes ck = keys.confirmationKey()) {
      return candidate
          .suite()
          .attestation()
          .verify(
              candidate.attestationKey(),
              AttestationMessage.of(transcriptHash, ck),
              candidate.response().attestation());
    }
  }

  private void checkFreshRandomness(Response response, SecretBytes sharedSecret) throws Refusal {
    Optional<String> repeated = repetitions.note(response, sharedSecret);
    if (repeated.isPresent()) {
      throw Refusal.rejected(
          "S-12.1",
          "ALARM: "
              + repeated.get()
              + " was in an earlier session too, so this device's random numbers repeat; revoke it");
    }
  }

  private KeyPair serverKey(Candidate candidate) throws Refusal {
    OfferToken token = candidate.token();
    SuiteLease suite = candidate.suite();
    TransportKey offered = candidate.offered();
    SecretBytes pkcs8 = token.privateKeys().get(offered.transport());
    if (pkcs8 == null) {
      return parts
          .staticKeys()
          .find(suite.transport(), offered.keyId())
          .map(ServerKey::pair)
          .orElseThrow(
              () -> new Refusal(RefusalCode.OFFER_WITHDRAWN, "S-11", "the server key is retired"));
    }
    try {
      return new KeyPair(
          suite.transport().decodePublicKey(offered.publicKey()),
          suite.transport().decodePrivateKey(pkcs8));
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("a key pair that was made here does not decode", e);
    }
  }

  private static Bytes transcriptHash(Candidate candidate) {
    Response response = candidate.response();
    String hash = candidate.suite().kdf().transcriptHash();
    return new Transcript(
            Transcript.digest(hash, candidate.token().encodedOffer()),
            response.suite(),
            response.seNonce(),
            candidate.offered().publicKey(),
            response.encapsulatedKey(),
            Transcript.digest(hash, response.certificateChain().get(0)))
        .hash(hash);
  }

  private Attested attested(Candidate candidate, KeySchedule keys, Bytes transcriptHash) {
    Offer offer = candidate.token().offer();
    TrustDecision.Trusted device = candidate.device();
    List<Bytes> chain = candidate.response().certificateChain();
    Instant end = parts.clock().instant().plus(sessionLifetime);
    return new Attested(
        new AttestedSession(offer.sessionId(), offer.request(), device.subject(), chain.get(0)),
        candidate.suite().suite(),
        chain,
        device.leafPublicKey(),
        candidate.offered().publicKey(),
        transcriptHash,
        SessionKeys.derive(keys, candidate.suite().cipher()),
        end.truncatedTo(ChronoUnit.MILLIS));
  }
}

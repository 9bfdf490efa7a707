package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.issuer.DeviceTrust;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.api.issuer.StoreException;
import dev.skep.api.issuer.TrustDecision;
import dev.skep.protocol.AttestationMessage;
import dev.skep.protocol.Direction;
import dev.skep.protocol.KeySchedule;
import dev.skep.protocol.RecordChannel.TrafficKeys;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.catalogue.SuiteLease;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.message.Offer.TransportKey;
import dev.skep.protocol.message.Response;
import dev.skep.server.core.internal.audit.AuditEvents;
import dev.skep.server.core.internal.offer.OfferToken;
import dev.skep.server.core.internal.offer.ServerKey;
import dev.skep.server.core.internal.policy.ServerPolicy;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;

/**
 * The row of checks on one response, cheap ones first (spec section 8). Each step either passes or
 * ends the row. One for each message; not thread-safe.
 */
final class Acceptance {
  /** How long a response waits for an algorithm whose bundle is being exchanged. */
  private static final Duration SWAP_WAIT = Duration.ofSeconds(2);

  private final ServerParts parts;
  private final ServerPolicy policy;
  private final AuditEvents audit;

  Acceptance(ServerParts parts, ServerPolicy policy, AuditEvents audit) {
    this.parts = parts;
    this.policy = policy;
    this.audit = audit;
  }

  /** Runs all checks; the caller closes what comes out. */
  EstablishedSession accept(Response response) throws Refusal, StoreException {
    try (OfferToken token = openToken(response)) {
      checkFresh(token.offer());
      checkSuite(response, token.offer());
      try (SuiteLease suite = takeSuite(response)) {
        TrustDecision.Trusted device = checkDevice(response);
        PublicKey attestationKey = checkKeyFits(suite, device);
        checkDualUse(suite, device);
        claim(token.offer());
        return decapsulateAndVerify(response, token, suite, attestationKey);
      }
    }
  }

  private OfferToken openToken(Response response) throws Refusal {
    OfferToken token =
        OfferToken.open(parts.sealer(), response.token())
            .orElseThrow(() -> Refusal.rejected("S-2", "the token was not sealed by this server"));
    audit.session(token.offer().sessionId());
    audit.passed("the token is this server's own");
    return token;
  }

  private void checkFresh(Offer offer) throws Refusal {
    Instant now = parts.clock().instant();
    if (!now.isBefore(expiry(offer))) {
      throw new Refusal(RefusalCode.OFFER_EXPIRED, "S-3", "the offer is expired");
    }
    audit.passed("the offer is not expired");
  }

  private static Instant expiry(Offer offer) {
    return Instant.ofEpochSecond(offer.issuedAtSeconds()).plusSeconds(offer.lifetimeSeconds());
  }

  private void checkSuite(Response response, Offer offer) throws Refusal {
    audit.detail("suite", response.suite().toString());
    if (!offer.offers(response.suite())) {
      throw Refusal.rejected("S-4", "the suite is not in the offer");
    }
    if (!policy.allows(response.suite())) {
      throw new Refusal(
          RefusalCode.OFFER_WITHDRAWN, "S-5", "an algorithm is no longer allowed by policy");
    }
    audit.passed("the suite is one that was offered");
  }

  private SuiteLease takeSuite(Response response) throws Refusal {
    return SuiteLease.take(parts.catalogue(), response.suite(), SWAP_WAIT)
        .orElseThrow(
            () ->
                new Refusal(
                    RefusalCode.OFFER_WITHDRAWN, "S-5", "an algorithm is no longer installed"));
  }

  private TrustDecision.Trusted checkDevice(Response response) throws Refusal {
    DeviceTrust trust = parts.trust();
    TrustDecision decision = trust.evaluate(response.certificateChain(), parts.clock().instant());
    if (decision instanceof TrustDecision.Untrusted untrusted) {
      throw new Refusal(RefusalCode.REJECTED, untrusted.rejection());
    }
    TrustDecision.Trusted device = (TrustDecision.Trusted) decision;
    audit.detail("device", device.subject());
    audit.passed("the certificate chain leads to a trusted device maker");
    return device;
  }

  private PublicKey checkKeyFits(SuiteLease suite, TrustDecision.Trusted device) throws Refusal {
    try {
      PublicKey key = suite.attestation().decodePublicKey(device.leafPublicKey());
      audit.passed("the device's key fits " + suite.attestation().name());
      return key;
    } catch (InvalidKeyException e) {
      throw Refusal.rejected("S-8", "the device's key does not fit the scheme: " + e.getMessage());
    }
  }

  private void checkDualUse(SuiteLease suite, TrustDecision.Trusted device) throws Refusal {
    if (!suite.attestation().dualUse()) {
      return;
    }
    String oid = policy.diasPolicyOid().orElseThrow(() -> Refusal.rejected("S-9", "DIAS is off"));
    if (!device.policies().contains(oid)) {
      throw Refusal.rejected("S-9", "the device certificate lacks the DIAS policy " + oid);
    }
    audit.passed("the device certificate carries the DIAS policy");
  }

  private void claim(Offer offer) throws Refusal, StoreException {
    if (!parts.store().claim(offer.sessionId(), expiry(offer))) {
      throw Refusal.rejected("S-10", "the session was used before");
    }
    audit.passed("the session is used for the first time");
  }

  private EstablishedSession decapsulateAndVerify(
      Response response, OfferToken token, SuiteLease suite, PublicKey attestationKey)
      throws Refusal {
    TransportKey offered =
        token
            .offer()
            .transport(response.suite().transport())
            .orElseThrow(IllegalStateException::new);
    KeyPair serverKey = serverKey(token, offered, suite);
    try (Decapsulation k =
        suite.transport().decapsulate(serverKey, response.encapsulatedKey(), parts.random())) {
      Bytes transcriptHash = transcriptHash(response, token, offered, suite);
      boolean genuine;
      try (SecretBytes ck =
          KeySchedule.confirmationKey(suite.kdf(), k.sharedSecret(), transcriptHash)) {
        Bytes message = AttestationMessage.of(transcriptHash, ck);
        genuine = suite.attestation().verify(attestationKey, message, response.attestation());
      }
      if (!genuine) {
        String because = k.failure().map(cause -> "; decapsulation: " + cause).orElse("");
        throw Refusal.rejected("S-12", "the attestation does not verify" + because);
      }
      audit.passed("EK decapsulates, and AK over K, ServerPubK and the whole offer verifies");
      return session(token.offer(), suite, k.sharedSecret(), transcriptHash);
    }
  }

  private KeyPair serverKey(OfferToken token, TransportKey offered, SuiteLease suite)
      throws Refusal {
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

  private static Bytes transcriptHash(
      Response response, OfferToken token, TransportKey offered, SuiteLease suite) {
    String hash = suite.kdf().transcriptHash();
    return new Transcript(
            Transcript.digest(hash, token.encodedOffer()),
            response.suite(),
            response.seNonce(),
            offered.publicKey(),
            response.encapsulatedKey(),
            Transcript.digest(hash, response.certificateChain().get(0)))
        .hash(hash);
  }

  private EstablishedSession session(
      Offer offer, SuiteLease suite, SecretBytes sharedSecret, Bytes transcriptHash) {
    int keyBytes = suite.cipher().keyBytes();
    TrafficKeys keys =
        new TrafficKeys(
            KeySchedule.trafficKey(
                suite.kdf(), sharedSecret, Direction.SERVER_TO_SE, transcriptHash, keyBytes),
            KeySchedule.trafficKey(
                suite.kdf(), sharedSecret, Direction.SE_TO_SERVER, transcriptHash, keyBytes));
    Instant expiresAt = parts.clock().instant().plus(policy.sessionLifetime());
    return new EstablishedSession(offer.sessionId(), suite.suite().cipher(), keys, expiresAt);
  }
}

package dev.skep.server.core.internal.session;

import dev.skep.api.issuer.DeviceTrust;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.api.issuer.StoreException;
import dev.skep.api.issuer.TrustDecision;
import dev.skep.protocol.catalogue.SuiteLease;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.message.Response;
import dev.skep.server.core.internal.audit.AuditEvents;
import dev.skep.server.core.internal.offer.OfferToken;
import dev.skep.server.core.internal.policy.ServerPolicy;
import dev.skep.server.core.internal.session.AttestationCheck.Candidate;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;

/**
 * The row of checks on one response up to its attestation, cheap ones first (spec section 8). Each
 * step either passes or ends the row. One for each message; not thread-safe.
 */
final class Acceptance {
  /** How long a response waits for an algorithm whose bundle is being exchanged. */
  private static final Duration SWAP_WAIT = Duration.ofSeconds(2);

  /** How far the clocks of nodes that share a store may be apart, at the least. */
  private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);

  private final ServerParts parts;
  private final ServerPolicy policy;
  private final RepetitionGuard repetitions;
  private final AuditEvents audit;

  Acceptance(
      ServerParts parts, ServerPolicy policy, RepetitionGuard repetitions, AuditEvents audit) {
    this.parts = parts;
    this.policy = policy;
    this.repetitions = repetitions;
    this.audit = audit;
  }

  /** Runs all checks up to S-12; the caller closes what comes out. */
  Attested accept(Response response) throws Refusal, StoreException {
    try (OfferToken token = openToken(response)) {
      checkFresh(token.offer());
      checkSuite(response, token.offer());
      try (SuiteLease suite = takeSuite(response)) {
        TrustDecision.Trusted device = checkDevice(response);
        PublicKey attestationKey = checkKeyFits(suite, device);
        checkDualUse(suite, device);
        claim(token.offer());
        Candidate candidate = new Candidate(response, token, suite, device, attestationKey);
        return new AttestationCheck(parts, policy.sessionLifetime(), repetitions, audit)
            .verify(candidate);
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
    // Kept longer than the offer is good: by another node's clock it may not be expired yet.
    if (!parts.store().claim(offer.sessionId(), expiry(offer).plus(CLOCK_DIFFERENCE))) {
      throw Refusal.rejected("S-10", "the session was used before");
    }
    audit.passed("the session is used for the first time");
  }
}

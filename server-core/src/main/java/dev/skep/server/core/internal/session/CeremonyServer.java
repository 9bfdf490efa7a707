package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.Rejection;
import dev.skep.api.SecretBytes;
import dev.skep.api.issuer.AuditEvent.Kind;
import dev.skep.api.issuer.EnrollmentAuthority;
import dev.skep.api.issuer.EnrollmentDecision;
import dev.skep.api.issuer.IssuerServer;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.api.issuer.StoreException;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.message.OfferEnvelope;
import dev.skep.protocol.message.OfferRequest;
import dev.skep.protocol.message.RecordsMessage;
import dev.skep.protocol.message.Response;
import dev.skep.server.core.internal.audit.AuditEvents;
import dev.skep.server.core.internal.offer.OfferDesk;
import dev.skep.server.core.internal.policy.ServerPolicy;
import java.util.Optional;
import java.util.function.Supplier;

/** The ceremony, message by message. Thread-safe; keeps nothing itself. */
public final class CeremonyServer implements IssuerServer {
  private final ServerParts parts;
  private final Supplier<ServerPolicy> policy;
  private final Supplier<Optional<EnrollmentAuthority>> enrollment;
  private final OfferDesk desk;

  /**
   * Puts a server together.
   *
   * @param policy asked once for each message
   * @param enrollment asked once for each offer
   */
  public CeremonyServer(
      ServerParts parts,
      Supplier<ServerPolicy> policy,
      Supplier<Optional<EnrollmentAuthority>> enrollment) {
    this.parts = parts;
    this.policy = policy;
    this.enrollment = enrollment;
    this.desk =
        new OfferDesk(
            parts.catalogue(), parts.staticKeys(), parts.sealer(), parts.random(), parts.clock());
  }

  @Override
  public Answer offer(Bytes body, String peer) {
    ServerPolicy current = policy.get();
    return answer(
        peer, Kind.OFFER_REFUSED, current, body, audit -> makeOffer(body, current, audit));
  }

  private Bytes makeOffer(Bytes body, ServerPolicy current, AuditEvents audit)
      throws Refusal, MalformedMessageException {
    OfferRequest request = OfferRequest.decode(body, limits(current));
    Bytes sessionId = desk.newSessionId();
    audit.session(sessionId);
    Bytes order = authorize(request, sessionId, audit);
    OfferEnvelope envelope =
        desk.make(sessionId, current, order)
            .orElseThrow(
                () ->
                    new Refusal(
                        RefusalCode.UNAVAILABLE,
                        "O-2",
                        "of one of the four choices nothing is both allowed and installed"));
    audit.detail("bytes", Integer.toString(envelope.offer().length()));
    audit.report(Kind.OFFERED);
    return envelope.encode();
  }

  private Bytes authorize(OfferRequest request, Bytes sessionId, AuditEvents audit) throws Refusal {
    Optional<EnrollmentAuthority> authority = enrollment.get();
    if (authority.isEmpty()) {
      if (request.enrolmentCode().isPresent()) {
        throw new Refusal(
            RefusalCode.REJECTED,
            "O-7",
            "a code was given but no enrolment authority is installed");
      }
      return Bytes.EMPTY;
    }
    Optional<SecretBytes> code =
        request.enrolmentCode().map(bytes -> SecretBytes.adopt(bytes.toArray()));
    try {
      EnrollmentDecision decision = authority.get().authorize(code, sessionId);
      if (decision instanceof EnrollmentDecision.Denied denied) {
        throw new Refusal(RefusalCode.REJECTED, denied.rejection());
      }
      EnrollmentDecision.Authorized authorized = (EnrollmentDecision.Authorized) decision;
      audit.detail("account", authorized.account());
      return authorized.request();
    } finally {
      code.ifPresent(SecretBytes::close);
    }
  }

  @Override
  public Answer establish(Bytes body, String peer) {
    ServerPolicy current = policy.get();
    return answer(peer, Kind.REJECTED, current, body, audit -> accept(body, current, audit));
  }

  private Bytes accept(Bytes body, ServerPolicy current, AuditEvents audit)
      throws Refusal, MalformedMessageException, StoreException {
    CborLimits limits = limits(current);
    Response response = Response.decode(body, limits);
    audit.passed("the message is well-formed");
    try (EstablishedSession session = new Acceptance(parts, current, audit).accept(response)) {
      RecordsMessage first =
          new Conversation(parts, limits, audit).begin(session, response.records());
      audit.report(Kind.ESTABLISHED);
      return first.encode();
    }
  }

  @Override
  public Answer records(Bytes sessionId, Bytes body, String peer) {
    ServerPolicy current = policy.get();
    return answer(
        peer,
        Kind.CLOSED,
        current,
        body,
        audit -> {
          if (sessionId.length() != Offer.SESSION_ID_BYTES) {
            throw new Refusal(RefusalCode.REJECTED, "R-7", "no session id");
          }
          audit.session(sessionId);
          CborLimits limits = limits(current);
          RecordsMessage message = RecordsMessage.decode(body, limits);
          return new Conversation(parts, limits, audit).take(sessionId, message.records()).encode();
        });
  }

  /** One message's work. */
  @FunctionalInterface
  private interface Work {
    Bytes run(AuditEvents audit) throws Refusal, MalformedMessageException, StoreException;
  }

  /** Runs the work and turns each way to fail into a code for the peer and an event for the log. */
  private Answer answer(
      String peer, Kind failureKind, ServerPolicy current, Bytes body, Work work) {
    AuditEvents audit = new AuditEvents(parts.audit(), parts.clock(), peer);
    if (body.length() > current.maximumMessageBytes()) {
      audit.report(failureKind, new Rejection("M-2", body.length() + " bytes are too many"));
      return new Answer.Refused(RefusalCode.TOO_LARGE);
    }
    try {
      return new Answer.Accepted(work.run(audit));
    } catch (Refusal refusal) {
      boolean lapsed = refusal.code().retryable() && failureKind == Kind.REJECTED;
      audit.report(lapsed ? Kind.OFFER_LAPSED : failureKind, refusal.rejection());
      return new Answer.Refused(refusal.code());
    } catch (MalformedMessageException malformed) {
      audit.report(failureKind, malformed.rejection());
      return new Answer.Refused(RefusalCode.MALFORMED);
    } catch (StoreException e) {
      audit.report(
          failureKind, new Rejection("S-13", "the session store failed: " + e.getMessage()));
      return new Answer.Refused(RefusalCode.UNAVAILABLE);
    }
  }

  private static CborLimits limits(ServerPolicy policy) {
    return new CborLimits(policy.maximumMessageBytes(), CborLimits.DEFAULT.maximumDepth());
  }
}

package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.Rejection;
import dev.skep.api.issuer.AuditEvent.Kind;
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
import java.util.function.Supplier;

/**
 * The ceremony, message by message. Thread-safe; keeps nothing itself but what it needs to notice
 * devices whose random numbers repeat.
 */
public final class CeremonyServer implements IssuerServer {
  private static final int REMEMBERED_SESSIONS = 20_000;

  private final ServerParts parts;
  private final Supplier<ServerPolicy> policy;
  private final IssuerRoles roles;
  private final RepetitionGuard repetitions;
  private final OfferDesk desk;

  /**
   * Puts a server together.
   *
   * @param policy asked once for each message
   * @param roles asked for when they are needed
   */
  public CeremonyServer(ServerParts parts, Supplier<ServerPolicy> policy, IssuerRoles roles) {
    this.parts = parts;
    this.policy = policy;
    this.roles = roles;
    this.repetitions = new RepetitionGuard(REMEMBERED_SESSIONS, parts.random());
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
    Bytes issuersRequest = new Authorization(roles, audit).request(request, sessionId);
    OfferEnvelope envelope =
        desk.make(sessionId, current, issuersRequest)
            .orElseThrow(
                () ->
                    Refusal.unavailable(
                        "O-2", "of one of the four choices nothing is both allowed and installed"));
    audit.detail("bytes", Integer.toString(envelope.offer().length()));
    audit.report(Kind.OFFERED);
    return envelope.encode();
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
    Acceptance acceptance = new Acceptance(parts, current, repetitions, audit);
    try (Attested attested = acceptance.accept(response)) {
      MessageContext context = new MessageContext(parts, roles, limits, audit);
      Bytes first = new Provisioning(context, attested).begin(response.records());
      audit.report(Kind.ESTABLISHED);
      return first;
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
            throw Refusal.rejected("R-7", "no session id");
          }
          audit.session(sessionId);
          CborLimits limits = limits(current);
          RecordsMessage message = RecordsMessage.decode(body, limits);
          MessageContext context = new MessageContext(parts, roles, limits, audit);
          return new Completion(context, sessionId).take(body, message.records());
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
      return refused(audit, failureKind, refusal);
    } catch (MalformedMessageException malformed) {
      audit.report(failureKind, malformed.rejection());
      return new Answer.Refused(RefusalCode.MALFORMED);
    } catch (StoreException e) {
      Refusal refusal = Refusal.unavailable("S-13", "a store failed: " + e.getMessage());
      return refused(audit, failureKind, refusal);
    }
  }

  /** A refusal that a retry can help ended no session. */
  private static Answer refused(AuditEvents audit, Kind failureKind, Refusal refusal) {
    Kind kind =
        switch (failureKind) {
          case REJECTED -> refusal.code().retryable() ? Kind.OFFER_LAPSED : failureKind;
          case CLOSED -> refusal.code().retryable() ? Kind.RECORDS : failureKind;
          default -> failureKind;
        };
    audit.report(kind, refusal.rejection());
    return new Answer.Refused(refusal.code());
  }

  private static CborLimits limits(ServerPolicy policy) {
    return new CborLimits(policy.maximumMessageBytes(), CborLimits.DEFAULT.maximumDepth());
  }
}

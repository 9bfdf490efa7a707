package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.api.issuer.EnrollmentAuthority;
import dev.skep.api.issuer.ProvisioningDecision;
import dev.skep.api.issuer.ProvisioningOrder;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.api.issuer.StoreException;
import dev.skep.protocol.RecordChannel;
import dev.skep.protocol.RecordChannel.Position;
import dev.skep.protocol.catalogue.Lease;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.message.RecordsMessage;
import dev.skep.protocol.provisioning.CommitAttributes;
import dev.skep.protocol.provisioning.ManagementKey;
import dev.skep.protocol.provisioning.ProvisioningRequest;
import dev.skep.protocol.provisioning.Receipt;
import dev.skep.server.core.internal.keys.ManagementKeys;
import dev.skep.server.core.internal.session.EarlyRecords.Made;
import dev.skep.server.core.internal.session.Issuance.Issued;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What follows a verified AK, in the same message (spec rules S-14 to S-17): the keys that the SE
 * made, the issuer's order, certificates, and the records for the SE. Until the issuer has taken
 * note and the state is written, nothing leaves. One for each message; not thread-safe.
 */
final class Provisioning {
  private final MessageContext context;
  private final Attested attested;
  private final ProvisioningRequest request;

  Provisioning(MessageContext context, Attested attested) {
    this.context = context;
    this.attested = attested;
    this.request = decode(attested.session().request());
  }

  private static ProvisioningRequest decode(Bytes request) {
    try {
      return ProvisioningRequest.decode(request, Authorization.LIMITS);
    } catch (MalformedMessageException e) {
      throw new IllegalStateException("a request that was offered here does not parse", e);
    }
  }

  /**
   * Opens the SE's early records and answers them; keeps the session, erases the traffic keys.
   *
   * @return the answer, an encoded {@link RecordsMessage}
   */
  Bytes begin(List<Bytes> records) throws Refusal, StoreException {
    EstablishedSession session = attested.established();
    try (Lease<SessionCipher> cipher = context.lease(SessionCipher.class, session.cipher());
        RecordChannel channel = session.channel(cipher.get(), Position.START)) {
      OutsideData outsideData = new OutsideData(context, attested.keys().external(), 0);
      KeyCheck check = new KeyCheck(context, attested, request.managementKey());
      Made made =
          new EarlyRecords(context, channel, check, outsideData).take(request.keys(), records);
      Optional<EnrollmentAuthority> authority = authority();
      try (ProvisioningOrder order = order(authority);
          Dispatch dispatch = new Dispatch(channel)) {
        long maximumRecords = cipher.get().maximumRecords();
        new OrderCheck(request, context.limits().maximumBytes(), maximumRecords).check(order);
        List<Issued> issued = seal(dispatch, order, made);
        Bytes answer = encode(dispatch.message(), made);
        register(authority, issued);
        List<Bytes> changes = new ArrayList<>(made.changes());
        changes.addAll(dispatch.changes());
        keep(session, channel.position(), outsideData.taken(), changes);
        return answer;
      }
    }
  }

  /** Empty where nobody was asked for this session; a request without an authority must wait. */
  private Optional<EnrollmentAuthority> authority() throws Refusal {
    Optional<EnrollmentAuthority> authority = context.roles().enrollment().get();
    if (authority.isEmpty() && attested.session().request().length() > 0) {
      throw Refusal.unavailable("S-16", "the enrolment authority is not installed now");
    }
    return authority;
  }

  private ProvisioningOrder order(Optional<EnrollmentAuthority> authority)
      throws Refusal, StoreException {
    if (authority.isEmpty()) {
      return ProvisioningOrder.nothing();
    }
    if (!request.account().isEmpty()) {
      context.audit().detail("account", request.account());
    }
    ProvisioningDecision decision = authority.get().provision(attested.session());
    if (decision instanceof ProvisioningDecision.Denied denied) {
      throw new Refusal(RefusalCode.REJECTED, denied.rejection());
    }
    context.audit().passed("the enrolment allows this device");
    return ((ProvisioningDecision.Granted) decision).order();
  }

  /** Everything that may fail for the issuer's sake comes before anybody takes note. */
  private List<Issued> seal(Dispatch dispatch, ProvisioningOrder order, Made made) throws Refusal {
    CommitAttributes commit = commit();
    List<Issued> issued = new Issuance(context, made.keys()).issue(order);
    dispatch.add(order, issued);
    dispatch.commit(commit);
    return issued;
  }

  private Bytes encode(RecordsMessage message, Made made) throws Refusal {
    Bytes encoded = message.encode();
    if (encoded.length() > context.limits().maximumBytes()) {
      throw Refusal.unavailable(
          "M-2", "the order cannot be sent: it takes " + encoded.length() + " bytes");
    }
    context.audit().detail("keys", Integer.toString(made.keys().size()));
    context.audit().detail("records", Integer.toString(message.records().size()));
    return encoded;
  }

  private CommitAttributes commit() throws Refusal {
    Optional<Bytes> requestHash = CommitAttributes.hashOf(attested.session().request());
    if (request.managementKey().isEmpty()) {
      return new CommitAttributes(requestHash, Optional.empty());
    }
    ManagementKey key = request.managementKey().get();
    ManagementKeys keys =
        context
            .roles()
            .managementKeys()
            .get()
            .orElseThrow(() -> Refusal.unavailable("D-11", "no management keys are here now"));
    Bytes message = CommitAttributes.message(attested.transcriptHash(), requestHash.orElseThrow());
    Optional<Bytes> authorization = keys.sign(key, message);
    if (authorization.isEmpty()) {
      throw new Refusal(
          RefusalCode.OFFER_WITHDRAWN,
          "D-11",
          "the management key of the request is not here any more");
    }
    return new CommitAttributes(requestHash, authorization);
  }

  private void register(Optional<EnrollmentAuthority> authority, List<Issued> issued)
      throws Refusal, StoreException {
    if (authority.isPresent()
        && !authority
            .get()
            .begin(attested.session(), issued.stream().map(Issued::certificate).toList())) {
      throw Refusal.rejected("S-16", "the enrolment is no longer open");
    }
  }

  private void keep(
      EstablishedSession session, Position position, int outsideData, List<Bytes> changes)
      throws Refusal, StoreException {
    try (SecretBytes receipt = Receipt.of(changes)) {
      SessionState.Open state =
          new SessionState.Open(session, position, outsideData, receipt.use(Bytes::of));
      if (!context.states().begin(session.sessionId(), state)) {
        throw Refusal.rejected("S-15", "the session has a state already");
      }
    }
  }
}

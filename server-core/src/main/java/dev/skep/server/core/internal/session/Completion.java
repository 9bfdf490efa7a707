package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.api.issuer.AuditEvent.Kind;
import dev.skep.api.issuer.EnrollmentAuthority;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.api.issuer.StoreException;
import dev.skep.protocol.RecordChannel;
import dev.skep.protocol.RecordChannel.Opened;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.catalogue.Lease;
import dev.skep.protocol.message.RecordsMessage;
import dev.skep.protocol.provisioning.Operations;
import dev.skep.protocol.provisioning.OutsideDataMac;
import dev.skep.server.core.internal.session.SessionState.Closed;
import dev.skep.server.core.internal.session.SessionState.Complete;
import dev.skep.server.core.internal.session.SessionState.Open;
import dev.skep.server.core.internal.session.SessionStates.Known;
import java.util.List;
import java.util.Optional;

/**
 * The SE's receipt and the end of a session (spec rules P-3, R-3 to R-9). All work is done before
 * the one write that ends the session: a node that dies in between loses nothing, and the same
 * message can be sent again, to any node. One for each message; not thread-safe.
 */
final class Completion {
  private static final Bytes END = new RecordsMessage(List.of()).encode();

  private final MessageContext context;
  private final SessionStates states;
  private final Bytes sessionId;

  Completion(MessageContext context, Bytes sessionId) {
    this.context = context;
    this.states = context.states();
    this.sessionId = sessionId;
  }

  /**
   * Takes the SE's records.
   *
   * @param message as received
   * @param records the same, parsed
   * @return the answer
   */
  Bytes take(Bytes message, List<Bytes> records) throws Refusal, StoreException {
    Bytes digest = Transcript.digest("SHA-256", message);
    Known known = find();
    try (SessionState state = known.state()) {
      if (state instanceof Complete complete) {
        return repeat(complete, digest, "R-9");
      }
      if (state instanceof Closed) {
        throw Refusal.rejected("R-5", "the session was closed before");
      }
      Open open = (Open) state;
      receive(known.version(), open, records);
      Complete end = new Complete(digest, END, open.expiresAt());
      if (states.replace(sessionId, known.version(), end)) {
        context.audit().report(Kind.COMPLETED);
        return END;
      }
    }
    return afterLostRace(digest);
  }

  private Known find() throws Refusal, StoreException {
    Known known =
        states
            .find(sessionId)
            .orElseThrow(() -> Refusal.rejected("R-7", "no session has this id (any more)"));
    if (!context.parts().clock().instant().isBefore(known.state().expiresAt())) {
      known.state().close();
      throw Refusal.rejected("R-7", "the session is expired");
    }
    return known;
  }

  /** The same message again gets the same answer; any other comes too late. */
  private Bytes repeat(Complete complete, Bytes digest, String rule) throws Refusal {
    if (!complete.message().equals(digest)) {
      throw Refusal.rejected(rule, "the session was completed by another message");
    }
    context.audit().passed("the message that completed the session came again");
    context.audit().report(Kind.RECORDS);
    return complete.answer();
  }

  private Bytes afterLostRace(Bytes digest) throws Refusal, StoreException {
    try (SessionState state = find().state()) {
      if (state instanceof Complete complete) {
        return repeat(complete, digest, "R-8");
      }
      throw Refusal.rejected("R-8", "another message of this session was first");
    }
  }

  /** Checks the records and has the issuer take note; what is wrong closes the session for good. */
  private void receive(long version, Open open, List<Bytes> records)
      throws Refusal, StoreException {
    try {
      checkRecords(open, records);
      complete(open);
    } catch (Refusal refusal) {
      if (refusal.code() == RefusalCode.REJECTED) {
        close(version, open, refusal);
      }
      throw refusal;
    }
  }

  private void close(long version, Open open, Refusal because) throws StoreException {
    try {
      states.replace(sessionId, version, new Closed(open.expiresAt()));
    } catch (StoreException e) {
      String rule = because.rejection().rule();
      throw new StoreException(
          "a session that failed " + rule + " could not be closed: " + e.getMessage(), e);
    }
  }

  private void checkRecords(Open open, List<Bytes> records) throws Refusal {
    if (records.isEmpty() || records.size() > OutsideDataMac.MAX_RECORDS + 1) {
      throw Refusal.rejected("R-9", records.size() + " records");
    }
    EstablishedSession session = open.session();
    OutsideData outsideData =
        new OutsideData(context, session.keys().external(), open.outsideData());
    try (Lease<SessionCipher> cipher = context.lease(SessionCipher.class, session.cipher());
        RecordChannel channel = session.channel(cipher.get(), open.position())) {
      int last = records.size() - 1;
      for (Bytes record : records.subList(0, last)) {
        try (Opened.Content content = next(channel, record, Operations.DATA_MAC)) {
          outsideData.take(content);
        }
      }
      try (Opened.Content content = next(channel, records.get(last), Operations.COMMITTED)) {
        checkReceipt(open, content);
      }
    }
  }

  private Opened.Content next(RecordChannel channel, Bytes record, String op) throws Refusal {
    Opened opened = channel.open(record, context.limits());
    if (opened instanceof Opened.Failed failed) {
      throw new Refusal(RefusalCode.REJECTED, failed.rejection());
    }
    Opened.Content content = (Opened.Content) opened;
    if (!content.op().equals(op)) {
      content.close();
      throw Refusal.rejected("R-9", "an unexpected record: " + content.op());
    }
    return content;
  }

  private void checkReceipt(Open open, Opened.Content content) throws Refusal {
    try (SecretBytes expected = SecretBytes.adopt(open.receipt().toArray())) {
      boolean same = content.plaintext().matches(expected);
      if (content.attributes().length() > 0 || !same) {
        throw Refusal.rejected("R-9", "not the receipt that was expected");
      }
    }
    context.audit().passed("the SE's receipt is authentic and complete");
  }

  private void complete(Open open) throws Refusal, StoreException {
    Optional<EnrollmentAuthority> authority = context.roles().enrollment().get();
    if (authority.isEmpty()) {
      if (open.session().attested().request().length() > 0) {
        throw Refusal.unavailable("S-16", "the enrolment authority is not installed now");
      }
      return;
    }
    if (!authority.get().complete(open.session().attested())) {
      throw Refusal.rejected("S-16", "another session took this one's place");
    }
    context.audit().passed("the enrolment is completed by this session");
  }
}

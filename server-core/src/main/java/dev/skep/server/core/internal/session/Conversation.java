package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.Rejection;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.api.issuer.AuditEvent.Kind;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.api.issuer.StoreException;
import dev.skep.api.issuer.StoredSession;
import dev.skep.protocol.Direction;
import dev.skep.protocol.RecordChannel;
import dev.skep.protocol.RecordChannel.Opened;
import dev.skep.protocol.RecordChannel.Position;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.catalogue.Lease;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MapWriter;
import dev.skep.protocol.message.RecordsMessage;
import dev.skep.server.core.internal.audit.AuditEvents;
import dev.skep.server.core.internal.session.EstablishedSession.Resumed;
import java.time.Duration;
import java.util.List;

/**
 * What the server and the SE say to each other over records: the server asks for {@code commit},
 * the SE answers {@code committed} with its receipt (spec section 10). One for each message; not
 * thread-safe.
 */
final class Conversation {
  private static final Duration SWAP_WAIT = Duration.ofSeconds(2);

  private final ServerParts parts;
  private final CborLimits limits;
  private final AuditEvents audit;

  Conversation(ServerParts parts, CborLimits limits, AuditEvents audit) {
    this.parts = parts;
    this.limits = limits;
    this.audit = audit;
  }

  /** Writes the first record of a new session and keeps the session; erases the keys. */
  RecordsMessage begin(EstablishedSession session, List<Bytes> earlyRecords)
      throws Refusal, StoreException {
    if (!earlyRecords.isEmpty()) {
      throw new Refusal(
          RefusalCode.REJECTED, "S-14", "early records, although none were asked for");
    }
    try (Lease<SessionCipher> cipher = lease(session);
        RecordChannel channel = channel(session, cipher.get(), Position.START);
        SecretBytes nothing = SecretBytes.adopt(new byte[0])) {
      Bytes commit = channel.seal("commit", Bytes.EMPTY, nothing);
      Bytes sealed = session.seal(parts.sealer(), channel.position());
      StoredSession stored = new StoredSession(0, sealed, session.expiresAt());
      if (!parts.store().write(session.sessionId(), stored)) {
        throw new Refusal(RefusalCode.REJECTED, "S-15", "the session has a state already");
      }
      return new RecordsMessage(List.of(commit));
    }
  }

  /** Takes the SE's records; the session ends, well or not. */
  RecordsMessage take(Bytes sessionId, List<Bytes> records) throws Refusal, StoreException {
    StoredSession stored =
        parts
            .store()
            .find(sessionId)
            .orElseThrow(() -> Refusal.rejected("R-7", "no session has this id (any more)"));
    // Whoever takes the state out first goes on with it; a second message finds another version.
    StoredSession taken = new StoredSession(stored.version(), Bytes.EMPTY, stored.expiresAt());
    if (!parts.store().write(sessionId, taken)) {
      throw Refusal.rejected("R-8", "another message of this session is being worked on");
    }
    parts.store().remove(sessionId);
    Resumed resumed =
        EstablishedSession.open(parts.sealer(), sessionId, stored.sealedState())
            .orElseThrow(() -> Refusal.rejected("R-7", "the stored session does not open"));
    try (EstablishedSession session = resumed.session();
        Lease<SessionCipher> cipher = lease(session);
        RecordChannel channel = channel(session, cipher.get(), resumed.position())) {
      checkReceipt(channel, records);
      audit.report(Kind.COMPLETED);
      return new RecordsMessage(List.of());
    }
  }

  private void checkReceipt(RecordChannel channel, List<Bytes> records) throws Refusal {
    if (records.size() != 1) {
      throw Refusal.rejected("R-9", records.size() + " records instead of one");
    }
    Opened opened = channel.open(records.get(0), limits);
    if (opened instanceof Opened.Failed failed) {
      throw new Refusal(RefusalCode.REJECTED, failed.rejection());
    }
    try (Opened.Content content = (Opened.Content) opened;
        SecretBytes expected = receiptOverNothing()) {
      boolean same = content.plaintext().matches(expected);
      if (!content.op().equals("committed") || content.attributes().length() > 0 || !same) {
        throw Refusal.rejected("R-9", "not the receipt that was expected");
      }
    }
    audit.passed("the SE's receipt is authentic and complete");
  }

  private static SecretBytes receiptOverNothing() {
    Bytes digest = Transcript.digest("SHA-256", Bytes.EMPTY);
    Bytes receipt = new MapWriter().unsigned(1, 0).bytes(2, digest).encode();
    return SecretBytes.adopt(receipt.toArray());
  }

  private Lease<SessionCipher> lease(EstablishedSession session) throws Refusal {
    return parts
        .catalogue()
        .lease(SessionCipher.class, session.cipher(), SWAP_WAIT)
        .orElseThrow(
            () ->
                new Refusal(
                    RefusalCode.OFFER_WITHDRAWN,
                    new Rejection("S-5", session.cipher() + " is no longer installed")));
  }

  private static RecordChannel channel(
      EstablishedSession session, SessionCipher cipher, Position position) {
    return new RecordChannel(
        cipher, session.sessionId(), Direction.SERVER_TO_SE, session.keys(), position);
  }
}

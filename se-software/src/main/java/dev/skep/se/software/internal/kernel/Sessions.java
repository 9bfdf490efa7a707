package dev.skep.se.software.internal.kernel;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.api.se.SessionHandle;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.protocol.catalogue.Lease;
import dev.skep.se.software.internal.kernel.HandleKind.Claim;
import dev.skep.se.software.internal.kernel.RecordProcessing.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of one SE between the atomic step and their end. Thread-safe: calls on one session
 * are serialised, those on different ones are not.
 */
final class Sessions {
  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
  private static final Duration WAIT = Duration.ofMillis(500);

  private final AlgorithmCatalogue catalogue;
  private final HandleKind handles;
  private final SessionTable table;
  private final RecordProcessing processing;

  Sessions(
      AlgorithmCatalogue catalogue,
      HandleKind handles,
      SessionTable table,
      RecordProcessing processing) {
    this.catalogue = catalogue;
    this.handles = handles;
    this.table = table;
    this.processing = processing;
  }

  /**
   * Refuses before the work of the atomic step what {@link #begin} would refuse after it.
   *
   * @throws SecurityElementException with {@code REFUSED} if too many are open
   */
  void requireRoom() throws SecurityElementException {
    table.requireRoom();
  }

  /**
   * Keeps a fresh session.
   *
   * @param state taken over, whatever happens
   */
  SessionHandle begin(SessionState state) throws SecurityElementException {
    try {
      HandleKind.Name name = handles.newName();
      SessionSlot slot = table.newSlot(name.slotId());
      SessionHandle handle = handles.begin(name, slot, state);
      table.add(slot);
      return handle;
    } catch (SecurityElementException | RuntimeException e) {
      state.close();
      throw e;
    }
  }

  ProcessResult process(SessionHandle handle, List<Bytes> records) throws SecurityElementException {
    try (Claim claim = handles.read(handle).orElseThrow(Sessions::noSuchSession)) {
      SessionSlot slot = table.find(claim.slotId()).orElseThrow(Sessions::noSuchSession);
      slot.lock();
      try {
        if (!table.isLive(slot) || !claim.isLatest(slot)) {
          throw noSuchSession();
        }
        SessionSlot.Ending ending = slot.ending();
        return ending == null
            ? processRunning(handle, claim, slot, records)
            : answerAgain(handle, slot, ending, records);
      } catch (RuntimeException e) {
        table.remove(slot);
        throw e;
      } finally {
        slot.unlock();
      }
    }
  }

  /** The answer to what ended the session may have been lost on its way. */
  private ProcessResult answerAgain(
      SessionHandle handle, SessionSlot slot, SessionSlot.Ending ending, List<Bytes> records) {
    if (ending.request().equals(records)) {
      return new ProcessResult.Answered(handle, ending.answers());
    }
    return close(slot, "something else came after its end");
  }

  private ProcessResult processRunning(
      SessionHandle handle, Claim claim, SessionSlot slot, List<Bytes> records)
      throws SecurityElementException {
    SessionState state = claim.state(slot).orElseThrow(Sessions::noSuchSession);
    Outcome outcome;
    try (Lease<SessionCipher> cipher = lease(state.suite().cipher())) {
      outcome = processing.process(cipher.get(), state, records);
    }
    if (outcome instanceof Outcome.GoesOn on) {
      SessionHandle next = handles.rest(handle, slot, state.at(on.position()));
      return new ProcessResult.Answered(next, on.answers());
    }
    if (outcome instanceof Outcome.Ended ended) {
      slot.end(new SessionSlot.Ending(records, ended.answers()));
      table.trimEnded();
      return new ProcessResult.Answered(handle, ended.answers());
    }
    return close(slot, ((Outcome.Failed) outcome).reason());
  }

  private ProcessResult close(SessionSlot slot, String reason) {
    table.remove(slot);
    LOG.info("a session is closed: {}", reason);
    return new ProcessResult.Closed();
  }

  private Lease<SessionCipher> lease(String cipher) throws SecurityElementException {
    return catalogue
        .lease(SessionCipher.class, cipher, WAIT)
        .orElseThrow(
            () ->
                new SecurityElementException(
                    Kind.UNREACHABLE,
                    "the cipher "
                        + cipher
                        + " of this session is not installed now; the session is kept until it is"
                        + " back or expires"));
  }

  void abort(SessionHandle handle) {
    Optional<Claim> read = handles.read(handle);
    if (read.isEmpty()) {
      return;
    }
    try (Claim claim = read.get()) {
      Optional<SessionSlot> found = table.find(claim.slotId());
      if (found.isPresent()) {
        abort(claim, found.get());
      }
    }
  }

  private void abort(Claim claim, SessionSlot slot) {
    slot.lock();
    try {
      if (claim.isLatest(slot)) {
        table.remove(slot);
      }
    } finally {
      slot.unlock();
    }
  }

  /** Closes all and erases their keys. */
  void abortAll() {
    table.removeAll();
  }

  /** One text for every reason, so that nobody learns which it was. */
  private static SecurityElementException noSuchSession() {
    return new SecurityElementException(
        Kind.NO_SUCH_SESSION, "this security element has no such session");
  }
}

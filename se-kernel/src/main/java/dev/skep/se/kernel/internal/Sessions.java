package dev.skep.se.kernel.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.api.se.SessionHandle;
import dev.skep.protocol.RecordChannel;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.protocol.catalogue.Lease;
import dev.skep.protocol.provisioning.Operations;
import dev.skep.protocol.provisioning.OutsideDataMac;
import dev.skep.se.kernel.internal.HandleKind.Claim;
import dev.skep.se.kernel.internal.RecordProcessing.Outcome;
import dev.skep.se.kernel.internal.operation.Commits;
import dev.skep.se.kernel.internal.operation.Draft;
import dev.skep.se.kernel.internal.state.DurableState;
import dev.skep.se.kernel.internal.state.KeptAnswer;
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
  private static final Duration WAIT = Duration.ofSeconds(2);

  private final AlgorithmCatalogue catalogue;
  private final HandleKind handles;
  private final SessionTable table;
  private final RecordProcessing processing;
  private final DurableState state;
  private final Commits commits;

  /** What sessions are put together from. */
  record Parts(
      AlgorithmCatalogue catalogue,
      HandleKind handles,
      SessionTable table,
      RecordProcessing processing,
      DurableState state,
      Commits commits) {}

  Sessions(Parts parts) {
    this.catalogue = parts.catalogue();
    this.handles = parts.handles();
    this.table = parts.table();
    this.processing = parts.processing();
    this.state = parts.state();
    this.commits = parts.commits();
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
   * @param draft taken over if this succeeds
   */
  SessionHandle begin(SessionState state, Draft draft) throws SecurityElementException {
    try {
      HandleKind.Name name = handles.newName();
      SessionSlot slot = table.newSlot(name.slotId(), draft);
      SessionHandle handle = handles.begin(name, slot, state);
      table.add(slot);
      return handle;
    } catch (SecurityElementException | RuntimeException e) {
      state.close();
      throw e;
    }
  }

  /** What is done with a session that a handle names, while its lock is held. */
  @FunctionalInterface
  private interface Use {
    ProcessResult of(Claim claim, SessionSlot slot) throws SecurityElementException;
  }

  ProcessResult process(SessionHandle handle, List<Bytes> records) throws SecurityElementException {
    Optional<ProcessResult> result =
        use(handle, (claim, slot) -> process(handle, claim, slot, records));
    if (result.isPresent()) {
      return result.get();
    }
    // The answer to what ended the session may have been lost on its way.
    KeptAnswer kept =
        state
            .now()
            .answerTo(KeptAnswer.requestOf(handle.value(), records))
            .orElseThrow(Sessions::noSuchSession);
    return new ProcessResult.Answered(handle, kept.answers());
  }

  ProcessResult macData(SessionHandle handle, OutsideDataMac data) throws SecurityElementException {
    return use(handle, (claim, slot) -> macData(handle, claim, slot, data))
        .orElseThrow(Sessions::noSuchSession);
  }

  /** Empty if the handle is not the latest one of a session that runs. */
  private Optional<ProcessResult> use(SessionHandle handle, Use use)
      throws SecurityElementException {
    Optional<Claim> read = handles.read(handle);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    try (Claim claim = read.get()) {
      Optional<SessionSlot> found = table.find(claim.slotId());
      return found.isEmpty() ? Optional.empty() : use(claim, found.get(), use);
    }
  }

  private Optional<ProcessResult> use(Claim claim, SessionSlot slot, Use use)
      throws SecurityElementException {
    slot.lock();
    try {
      return table.isLive(slot) && claim.isLatest(slot)
          ? Optional.of(use.of(claim, slot))
          : Optional.empty();
    } catch (RuntimeException | Error e) {
      table.remove(slot);
      throw e;
    } finally {
      slot.unlock();
    }
  }

  private ProcessResult process(
      SessionHandle handle, Claim claim, SessionSlot slot, List<Bytes> records)
      throws SecurityElementException {
    SessionState session = claim.state(slot).orElseThrow(Sessions::noSuchSession);
    Bytes request = KeptAnswer.requestOf(handle.value(), records);
    if (slot.attempted().filter(before -> !before.equals(request)).isPresent()) {
      return close(slot, "something else came in place of a commit that could not be stored");
    }
    int before = slot.draft().size();
    Outcome outcome;
    try (Lease<SessionCipher> cipher = lease(session.suite().cipher())) {
      outcome = processing.process(cipher.get(), session, slot.draft(), records);
    }
    if (outcome instanceof Outcome.GoesOn on) {
      SessionHandle next = handles.rest(handle, slot, session.at(on.position()));
      return new ProcessResult.Answered(next, on.answers());
    }
    if (outcome instanceof Outcome.Ended ended) {
      KeptAnswer answer = new KeptAnswer(request, ended.answers());
      try {
        return commit(handle, slot, session, answer);
      } catch (SecurityElementException e) {
        slot.attempt(request);
        slot.draft().truncate(before);
        throw e;
      }
    }
    return close(slot, ((Outcome.Failed) outcome).reason());
  }

  private ProcessResult commit(
      SessionHandle handle, SessionSlot slot, SessionState session, KeptAnswer answer)
      throws SecurityElementException {
    Optional<String> problem = commits.commit(session.binding(), slot.draft(), answer);
    if (problem.isPresent()) {
      return close(slot, problem.get());
    }
    table.remove(slot);
    return new ProcessResult.Answered(handle, answer.answers());
  }

  private ProcessResult macData(
      SessionHandle handle, Claim claim, SessionSlot slot, OutsideDataMac data)
      throws SecurityElementException {
    SessionState session = claim.state(slot).orElseThrow(Sessions::noSuchSession);
    if (slot.attempted().isPresent()) {
      throw refused("a commit of this session could not be stored: repeat it first");
    }
    if (slot.draft().outsideData() >= OutsideDataMac.MAX_RECORDS) {
      throw refused("a session takes outside data " + OutsideDataMac.MAX_RECORDS + " times");
    }
    try (Lease<SessionCipher> cipher = lease(session.suite().cipher());
        SecretBytes mac = data.mac(session.keys().external())) {
      RecordChannel channel = RecordProcessing.channel(cipher.get(), session);
      if (RecordProcessing.isUsedUp(cipher.get(), channel)) {
        return close(slot, "the key for answers is used up");
      }
      Bytes record = channel.seal(Operations.DATA_MAC, data.encode(), mac);
      slot.draft().countOutsideData();
      SessionHandle next = handles.rest(handle, slot, session.at(channel.position()));
      return new ProcessResult.Answered(next, List.of(record));
    }
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

  private static SecurityElementException refused(String problem) {
    return new SecurityElementException(Kind.REFUSED, problem);
  }

  /** One text for every reason, so that nobody learns which it was. */
  private static SecurityElementException noSuchSession() {
    return new SecurityElementException(
        Kind.NO_SUCH_SESSION, "this security element has no such session");
  }
}

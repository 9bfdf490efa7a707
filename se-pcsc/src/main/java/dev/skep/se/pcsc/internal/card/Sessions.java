package dev.skep.se.pcsc.internal.card;

import dev.skep.api.Bytes;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SessionHandle;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.message.ProtectedRecord;
import dev.skep.protocol.provisioning.Operations;
import dev.skep.se.pcsc.internal.apdu.Answer;
import dev.skep.se.pcsc.internal.apdu.AnswerReader;
import dev.skep.se.pcsc.internal.apdu.CommandData;
import dev.skep.se.pcsc.internal.apdu.Instruction;
import dev.skep.se.pcsc.internal.apdu.MalformedAnswerException;
import dev.skep.se.pcsc.internal.apdu.StatusWords;
import dev.skep.se.pcsc.internal.reader.CardSession;
import dev.skep.se.pcsc.internal.transport.TransportException;
import dev.skep.se.pcsc.internal.transport.TransportException.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records to the card and its answers back. When an answer was lost the card is asked how far it
 * is: a record that it had processed closes the session when it comes again, and a session
 * that committed is over, with its answer kept (P-2).
 */
final class Sessions {
  /** The length of a handle. */
  static final int HANDLE_BYTES = 16;

  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

  private static final String LOST =
      "whether the card did it is not known; repeating this asks it first";

  private final CardAccess access;

  /** The session whose last answer reached its caller. */
  private volatile @Nullable SessionHandle certain;

  Sessions(CardAccess access) {
    this.access = access;
  }

  /** A session has begun. */
  void began(SessionHandle handle) {
    certain = handle;
  }

  ProcessResult process(SessionHandle handle, List<Bytes> records) throws SecurityElementException {
    if (handle.value().length() != HANDLE_BYTES) {
      throw CardAccess.noSuchSession();
    }
    if (goesOnAfterItsEnd(records)) {
      abort(handle);
      return new ProcessResult.Closed();
    }
    List<Bytes> hashes = hashes(handle, records);
    ProcessResult result = deliver(card -> process(card, handle, records, hashes));
    if (result instanceof ProcessResult.Answered) {
      // Not by the reader's thread: an answer that is late reaches that, and nobody else.
      certain = handle;
    }
    return result;
  }

  private ProcessResult deliver(CardWork<ProcessResult> work) throws SecurityElementException {
    try {
      return access.attempt(work);
    } catch (TransportException lost) {
      if (lost.sent() && lost.failure() != Failure.SILENT) {
        try {
          return access.attempt(work);
        } catch (TransportException e) {
          LOG.debug("{}: it cannot be asked either: {}", access.reader(), e.getMessage());
        }
      }
      throw access.failed(lost, LOST);
    }
  }

  /** As software does: such a message closes the session before anything is committed. */
  private static boolean goesOnAfterItsEnd(List<Bytes> records) {
    for (Bytes record : records.subList(0, records.size() - 1)) {
      try {
        if (ProtectedRecord.decode(record, CborLimits.DEFAULT).op().equals(Operations.COMMIT)) {
          return true;
        }
      } catch (MalformedMessageException e) {
        return false; // the card refuses it when it gets there
      }
    }
    return false;
  }

  /** What the card's running hash is after each record. */
  private static List<Bytes> hashes(SessionHandle handle, List<Bytes> records) {
    List<Bytes> hashes = new ArrayList<>();
    Bytes hash = Transcript.digest("SHA-256", handle.value());
    for (Bytes record : records) {
      hash = Transcript.digest("SHA-256", Bytes.concat(hash, record));
      hashes.add(hash);
    }
    return hashes;
  }

  private ProcessResult process(
      CardSession card, SessionHandle handle, List<Bytes> records, List<Bytes> hashes)
      throws TransportException, MalformedAnswerException, SecurityElementException {
    Bytes last = hashes.get(hashes.size() - 1);
    int next = 0;
    if (!handle.equals(certain)) {
      Optional<Bytes> progress = ask(card, Instruction.GET_PROGRESS, handle.value());
      if (progress.isEmpty()) {
        return kept(card, handle, last);
      }
      next = hashes.indexOf(progress.get()) + 1;
    }
    certain = null;
    List<Bytes> answers = new ArrayList<>();
    for (; next < records.size(); next++) {
      if (records.get(next).length() == 0) {
        drop(card, handle);
        return new ProcessResult.Closed();
      }
      Answer answer = send(card, handle, records.get(next), next == 0);
      switch (answer.status()) {
        case StatusWords.DONE -> {
          AnswerReader in = answer.reader();
          boolean ended = in.number(1) == 1;
          answers.addAll(in.allLp2());
          if (ended) {
            return new ProcessResult.Answered(handle, answers);
          }
        }
        case StatusWords.CLOSED -> {
          return new ProcessResult.Closed();
        }
        case StatusWords.NOT_FOUND -> {
          return kept(card, handle, last);
        }
        default -> throw access.refused(answer);
      }
    }
    return new ProcessResult.Answered(handle, answers);
  }

  private Answer send(CardSession card, SessionHandle handle, Bytes record, boolean first)
      throws TransportException, SecurityElementException {
    try (CommandData data = new CommandData()) {
      data.add(handle.value()).add(record);
      if (data.length() > card.info().maximumData()) {
        throw access.refused(
            "a record has %d bytes, which is more than this card takes (%d)"
                .formatted(record.length(), card.info().maximumData() - HANDLE_BYTES));
      }
      return card.call(Instruction.PROCESS, first ? 1 : 0, data);
    }
  }

  private ProcessResult kept(CardSession card, SessionHandle handle, Bytes hash)
      throws TransportException, MalformedAnswerException, SecurityElementException {
    Optional<Bytes> kept = ask(card, Instruction.GET_KEPT_ANSWER, hash);
    if (kept.isEmpty()) {
      throw CardAccess.noSuchSession();
    }
    return new ProcessResult.Answered(
        handle, new Answer(kept.get(), StatusWords.DONE).reader().allLp2());
  }

  /** Empty if the card has no such session or answer. */
  private Optional<Bytes> ask(CardSession card, Instruction instruction, Bytes value)
      throws TransportException, SecurityElementException {
    try (CommandData data = new CommandData()) {
      Answer answer = card.call(instruction, 0, data.add(value));
      if (answer.isDone()) {
        return Optional.of(answer.data());
      }
      if (answer.status() == StatusWords.NOT_FOUND) {
        return Optional.empty();
      }
      throw access.refused(answer);
    }
  }

  private static Answer drop(CardSession card, SessionHandle handle) throws TransportException {
    try (CommandData data = new CommandData()) {
      return card.call(Instruction.ABORT, 0, data.add(handle.value()));
    }
  }

  /** A session does not outlive what takes the card away. */
  void abort(SessionHandle handle) throws SecurityElementException {
    if (handle.value().length() != HANDLE_BYTES) {
      return;
    }
    try {
      access.attempt(card -> drop(card, handle));
    } catch (TransportException e) {
      switch (e.failure()) {
        case BUSY, SILENT, FAULT -> throw access.failed(e, "");
        case REMOVED, READER_GONE, RESET, DAEMON_GONE, NO_APPLET -> {}
      }
    }
  }
}
